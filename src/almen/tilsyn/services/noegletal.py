"""Key figures one at a time: registered, replaced with a reason, withdrawn. Readings are added, never altered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from almen.grundlag.services.aflaesning import (
    AGAIN,
    Aflaesningsord,
    check_kilde,
    clean_begrundelse,
    count_decimals,
    is_same_source,
    require_begrundelse,
    require_news,
    save_withdrawal,
)
from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.tilsyn.indikatorer import find_indikator, load_indikatorer
from almen.tilsyn.models import Tilsynstal
from almen.tilsyn.talskifte import figures_changed
from almen.tilsyn.talvaerdi import check_aar, check_vaerdi

NO_RIGHT = "Kun sagsbehandlere, ledere og administratorer indtaster og henter nøgletal."
ORD = Aflaesningsord(
    "vaerdi",
    "Tallet er erstattet eller tilbagekaldt i mellemtiden. Intet er ændret.",
    "tallet erstatter et andet",
)


@dataclass(frozen=True)
class Tilsynstalinput:
    """A key figure as it stands in its source. `afdeling` None: the boligorganisation's own.

    `vaerdi` None: the source says that it does not know. `aar` is the financial year.
    """

    boligorganisation: int
    afdeling: int | None
    aar: int
    indikator: str
    vaerdi: Decimal | None
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` may enter key figures."""
    adgang.require(adgang.may_import_tilsynstal(bruger), NO_RIGHT)


def check_tal(tal: Tilsynstalinput, i_aar: int) -> list[Fejl]:
    """Every fault of a figure, in Danish: what is wrong and what is allowed. No query; `i_aar` is this year."""
    found = find_indikator(tal.indikator)
    if found is None:
        faults = [Fejl("indikator", f"skal være en af: {', '.join(load_indikatorer())}")]
    else:
        faults = [*check_niveau(tal.indikator, tal.afdeling is not None), *check_vaerdi(found, tal.vaerdi)]
    return [
        *check_aar(tal.aar, i_aar),
        *faults,
        *check_kilde(tal.kilde, tal.kilde_adresse, tal.sikkerhed, tal.note),
    ]


def check_niveau(indikator: str, har_afdeling: bool) -> list[Fejl]:
    """Faults of whose a figure is: some are only an organisation's, others only an afdeling's."""
    found = find_indikator(indikator)
    if found is None or found.is_of("afdeling" if har_afdeling else "organisation"):
        return []
    if har_afdeling:
        return [Fejl("afdeling", f"skal være tom; {found.navn} er boligorganisationens eget tal")]
    return [Fejl("afdeling", f"skal udfyldes; {found.navn} er et tal for en afdeling")]


def register_tal(
    *,
    bruger: Bruger,
    tal: Tilsynstalinput,
    begrundelse: str = "",
    erstatter: Tilsynstal | None = None,
    demo: bool = False,
) -> Tilsynstal:
    """Adds a reading. One that replaces a figure needs a reason, and the old one stays in the history.

    `erstatter`: the reading that the user saw and replaces; refused if another has come since.
    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if faults := check_tal(tal, timezone.localdate().year):
        raise UgyldigtInput(faults)
    why = clean_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        _require_place(tal)
        before = _latest(tal)
        same = before is not None and says_the_same(before, tal)
        require_news(before, erstatter, same=same, begrundelse=why, ord_=ORD)
        reading = new_reading(tal, bruger, before, why or (AGAIN if before else ""), demo)
        reading.save(force_insert=True)
        journal.append(
            "tilsynstal_registreret",
            f"{reading}: {'erstattet' if before else 'registreret'}.",
            {**_facts(reading), "foer": str(before.tal) if before else None},
        )
        figures_changed([reading.boligorganisation_id])
    return reading


def register_first(*, bruger: Bruger, tal: Sequence[Tilsynstalinput], demo: bool = False) -> int:
    """Adds readings of figures that have none yet, in one act: all or none; returns how many.

    Raises UgyldigtInput whose fields are `tal[3].vaerdi`, AdgangNaegtet; IntegrityError if one has a reading.
    """
    require_edit(bruger)
    i_aar = timezone.localdate().year
    faults = [
        Fejl(f"tal[{place}].{fejl.felt}", fejl.besked)
        for place, item in enumerate(tal)
        for fejl in check_tal(item, i_aar)
    ]
    if faults:
        raise UgyldigtInput(faults)
    with system_journal(bruger) as journal:
        rows = [new_reading(item, bruger, None, "", demo) for item in tal]
        Tilsynstal.objects.bulk_create(rows, batch_size=2000)
        journal.append(
            "tilsynstal_registreret",
            f"Nøgletal i tilsynet registreret: {len(rows)} tal.",
            {"antal": len(rows)},
        )
        figures_changed({item.boligorganisation for item in tal})
    return len(rows)


def withdraw_tal(*, bruger: Bruger, tal: Tilsynstal, begrundelse: str) -> Tilsynstal:
    """Takes a figure out of the picture; it stays in the history. Raises UgyldigtInput, AdgangNaegtet."""
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        withdrawal = save_withdrawal(tal, bruger, why, ORD)
        journal.append("tilsynstal_tilbagekaldt", f"{withdrawal}: tilbagekaldt.", _facts(withdrawal))
        figures_changed([withdrawal.boligorganisation_id])
    return withdrawal


def says_the_same(before: Tilsynstal, tal: Tilsynstalinput) -> bool:
    """True if the figure as printed, its certainty and where it stands are as registered."""
    same_source = is_same_source(before, tal.kilde, tal.kilde_adresse)
    return same_source and str(before.tal) == str(tal.vaerdi) and before.sikkerhed == tal.sikkerhed


def new_reading(
    tal: Tilsynstalinput,
    bruger: Bruger,
    before: Tilsynstal | None,
    begrundelse: str,
    demo: bool = False,
) -> Tilsynstal:
    """The reading, not saved yet."""
    return Tilsynstal(
        boligorganisation_id=tal.boligorganisation,
        afdeling_id=tal.afdeling,
        aar=tal.aar,
        indikator=tal.indikator,
        vaerdi=tal.vaerdi,
        decimaler=count_decimals(tal.vaerdi),
        kilde=tal.kilde.strip(),
        kilde_adresse=tal.kilde_adresse,
        sikkerhed=tal.sikkerhed,
        note=tal.note,
        demo=demo,
        registreret_af=bruger,
        erstatter=before,
        begrundelse=begrundelse,
    )


def _require_place(tal: Tilsynstalinput) -> None:
    """Raises UgyldigtInput unless the organisation exists and the afdeling is its own."""
    if not Boligorganisation.objects.filter(pk=tal.boligorganisation).exists():
        raise UgyldigtInput([Fejl("boligorganisation", "findes ikke")])
    own = Afdeling.objects.filter(boligorganisation=tal.boligorganisation)
    if tal.afdeling is not None and not own.filter(pk=tal.afdeling).exists():
        raise UgyldigtInput([Fejl("afdeling", "skal være en af boligorganisationens egne")])


def _latest(tal: Tilsynstalinput) -> Tilsynstal | None:
    """The last reading of the same figure, a withdrawal too."""
    return Tilsynstal.objects.filter(
        boligorganisation=tal.boligorganisation,
        afdeling=tal.afdeling,
        aar=tal.aar,
        indikator=tal.indikator,
        erstattet_af__isnull=True,
    ).first()


def _facts(reading: Tilsynstal) -> Mapping[str, Any]:
    names = ("aar", "indikator", "kilde", "begrundelse")
    return {
        **{name: getattr(reading, name) for name in names},
        "tilsynstal": reading.pk,
        "organisation": reading.boligorganisation.lbf_nummer,
        "afdeling": reading.afdeling.nummer if reading.afdeling else None,
        "vaerdi": str(reading.tal),
    }
