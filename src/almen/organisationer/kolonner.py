"""The columns of the lists of organisations, afdelinger and users: declared once for page and export."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from almen.organisationer.models import Afdeling, Boligtype, Bruger, Import, Importlinje, Importstatus
from almen.organisationer.services.importart import art_of
from almen.ui.kolonner import Kolonne

ORGANISATIONER = (
    Kolonne(
        "navn",
        "Navn",
        "navn",
        url=lambda item: reverse("organisationer:organisation", args=[item.lbf_nummer]),
        sorter="navn",
    ),
    Kolonne("lbf", "LBF-nr.", "lbf_nummer", sorter="lbf_nummer"),
    Kolonne("administrator", "Administrator", "administrator", sorter="administrator"),
    Kolonne("afdelinger", "Afdelinger", "antal_afdelinger", "heltal", sorter="antal_afdelinger"),
    Kolonne(
        "boliger",
        "Boliger",
        "antal_boliger",
        "heltal",
        sorter="antal_boliger",
        beskrivelse="Boliger i afdelingerne, som de sidst er opgjort.",
    ),
    Kolonne("kilde", "Kilde", "kilde", skjult=True),
    Kolonne("demo", "Demodata", "demo", "ja_nej", sorter="demo"),
)


def _boliger(item: Afdeling) -> int | None:
    """All dwellings of an afdeling as counted last; None if none were ever counted."""
    known = [n for kind in Boligtype.values if (n := getattr(item, f"boliger_{kind}")) is not None]
    return sum(known) if known else None


AFDELINGER = (
    Kolonne(
        "navn",
        "Afdeling",
        "navn",
        url=lambda item: reverse(
            "organisationer:afdeling", args=[item.boligorganisation.lbf_nummer, item.nummer]
        ),
        sorter="navn",
    ),
    Kolonne("nummer", "Nr.", "nummer", sorter="nummer"),
    Kolonne(
        "organisation",
        "Boligorganisation",
        "boligorganisation.navn",
        url=lambda item: reverse("organisationer:organisation", args=[item.boligorganisation.lbf_nummer]),
        sorter=("boligorganisation__navn", "nummer"),
    ),
    Kolonne("lbf", "LBF-nr.", "boligorganisation.lbf_nummer", skjult=True),
    Kolonne("adresse", "Adresse", "adresse", sorter="adresse"),
    Kolonne("bydel", "Bydel", "bydel", sorter="bydel"),
    Kolonne("ibrugtaget", "Taget i brug", "ibrugtaget", "dato", sorter="ibrugtaget"),
    Kolonne("bygningstype", "Bygningstype", "get_bygningstype_display", sorter="bygningstype"),
    *(
        Kolonne(kind, label, f"boliger_{kind}", "heltal", sorter=f"boliger_{kind}")
        for kind, label in Boligtype.choices
    ),
    Kolonne("i_alt", "Boliger i alt", _boliger, "heltal"),
    Kolonne("opgjort", "Opgjort", "opgjort", "dato", sorter="opgjort"),
    Kolonne("demo", "Demodata", "demo", "ja_nej", skjult=True),
)


def _roller(bruger: Bruger) -> str:
    """The roles in force today."""
    active = [item.get_rolle_display() for item in bruger.rolletildelinger.all() if item.er_aktiv]
    return ", ".join(active) or "ingen"


BRUGERE = (
    Kolonne(
        "navn",
        "Navn",
        str,
        url=lambda item: reverse("organisationer:bruger", args=[item.pk]),
        sorter="navn",
    ),
    Kolonne("brugernavn", "Brugernavn", "username", sorter="username"),
    Kolonne("roller", "Roller i dag", _roller),
    Kolonne("aktiv", "Åben", "is_active", "ja_nej", sorter="is_active"),
    Kolonne("mfa", "To-faktor", "har_mfa", "ja_nej", sorter="har_mfa"),
    Kolonne("sidst", "Sidst logget ind", "last_login", "tidspunkt", sorter="last_login"),
)

STATUS_TONER = {
    Importstatus.GEMT: "ok",
    Importstatus.AFVIST: "bad",
    Importstatus.KONTROLLERET: "open",
    Importstatus.FORTRUDT: "neutral",
}
IMPORTER = (
    Kolonne("fil", "Fil", "filnavn", url="get_absolute_url", sorter="filnavn"),
    Kolonne("art", "Hvad", lambda item: art_of(item).titel, sorter="art"),
    Kolonne("organisation", "Boligorganisation", "boligorganisation.navn"),
    Kolonne(
        "status",
        "Status",
        lambda item: "Fejl i filen" if _faulty(item) else item.get_status_display(),
        "chip",
        sorter="status",
        tone=lambda item: "bad" if _faulty(item) else STATUS_TONER.get(item.status, "open"),
    ),
    Kolonne("laest", "Linjer", "laest", "heltal", sorter="laest"),
    Kolonne("fejl", "Fejl", "antal_fejl", "heltal", sorter="antal_fejl"),
    Kolonne("nye", "Nye", "antal_nye", "heltal", sorter="antal_nye"),
    Kolonne("aendrede", "Ændrede", "antal_aendrede", "heltal", sorter="antal_aendrede"),
    Kolonne("bruger", "Hentet af", "bruger.navn", sorter="bruger__navn"),
    Kolonne("oprettet", "Hentet", "oprettet", "tidspunkt", sorter="oprettet"),
    Kolonne("sha256", "SHA-256", "sha256", skjult=True),
)
IMPORTFEJL = (
    Kolonne("linje", "Linje", "linje", sorter="linje"),
    Kolonne("kolonne", "Kolonne", "kolonne", sorter=("kolonne", "linje")),
    Kolonne("tekst", "Står der", "tekst", sorter=("tekst", "linje")),
    Kolonne("besked", "Fejl", "besked", sorter=("besked", "linje")),
)
VIRKNINGER = {"ny": "Ny", "aendret": "Ændret", "uaendret": "Uændret"}
VIRKNING_TONER = {"ny": "ok", "aendret": "open"}


def _faulty(item: Import) -> bool:
    return item.status == Importstatus.KONTROLLERET and item.antal_fejl > 0


def importlinjer(kolonner: Sequence[str], *, nu: bool = False) -> tuple[Kolonne, ...]:
    """The columns of a file's own lines; with `nu` also what stands where a line writes (`felter["nu"]`)."""

    def cell(name: str) -> Kolonne:
        def value(row: Importlinje) -> str:
            return str(row.celler.get(name, ""))

        return Kolonne(f"celle_{name}", name, value)

    return (
        Kolonne("linje", "Linje", "linje", sorter="linje"),
        Kolonne(
            "virkning",
            "Virkning",
            lambda row: VIRKNINGER.get(row.virkning, ""),
            "chip",
            sorter=("virkning", "linje"),
            tone=lambda row: VIRKNING_TONER.get(row.virkning, "neutral"),
        ),
        *(cell(name) for name in kolonner),
        *((Kolonne("nu", "Stod i forvejen", lambda row: row.felter.get("nu", "")),) if nu else ()),
    )
