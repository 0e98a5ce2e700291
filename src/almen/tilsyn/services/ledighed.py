"""What can be done with the yearly count of vacant dwellings (almenboligloven § 104, stk. 2); the only place that writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from almen.organisationer.models import Afdeling, Boligorganisation, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag, Sagsoverblik
from almen.sager.services import locked_journal, opened_sag, refresh_overblik
from almen.sagsgang.register import Aarsopgave
from almen.tilsyn.billedskifte import pictures_changed
from almen.tilsyn.models import Ledighed, Ledighedsaarsag, Ledighedsopgoerelse
from almen.tilsyn.selectors.ledighed import LEDIGHED, TAELLES, ubesvarede

NO_RIGHT = "Kun sagsbehandlere og ledere fører opgørelser af ledige boliger."
FOERSTE_AAR, SIDSTE_AAR = 1997, 2099
MAX_TEKST = 10_000


@dataclass(frozen=True)
class Ledighedsinput:
    """One line: dwellings of one type in an afdeling, how many stand empty with loss of rent, and the year's loss (kr.)."""

    boligtype: str
    boliger: int
    ledige: int
    lejetab: int | None = None
    aarsag: str = Ledighedsaarsag.UKENDT
    bemaerkning: str = ""
    kilde: str = ""


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` keeps the counts."""
    adgang.require(adgang.may_edit_tilsyn(bruger), NO_RIGHT)


def require_running(opgoerelse: Ledighedsopgoerelse) -> None:
    """Raises UgyldigtInput once the case has ended: its decisions rest on the figures as they stood."""
    if Sagsoverblik.objects.filter(sag=opgoerelse.sag_id).exclude(afslutning="").exists():
        raise UgyldigtInput([Fejl("", "Opgørelsen er afsluttet, så tallene ligger fast")])


def open_opgoerelse(
    *,
    bruger: Bruger,
    aar: int,
    frist: dt.date | None = None,
    titel: str | None = None,
    **sagsfelter: Any,
) -> Sag:
    """Opens the case of a year's count. `frist` is by default the year's last day; `sagsfelter` go to `opened_sag`.

    Raises UgyldigtInput if the year has one or cannot be, AdgangNaegtet, IngenSagsgang.
    """
    require_edit(bruger)
    if not FOERSTE_AAR <= aar <= SIDSTE_AAR:
        raise UgyldigtInput([Fejl("aar", f"er {aar}; tilladt er {FOERSTE_AAR} til {SIDSTE_AAR}")])
    taken = UgyldigtInput([Fejl("aar", f"er {aar}; der er allerede en opgørelse for det år")])
    if Ledighedsopgoerelse.objects.filter(aar=aar).exists():
        raise taken
    try:
        with opened_sag(
            bruger=bruger, sagstype=LEDIGHED, titel=titel or f"Ledige boliger {aar}", **sagsfelter
        ) as sag:
            sag.ledighedsopgoerelse = Ledighedsopgoerelse.objects.create(  # type: ignore[attr-defined]
                sag=sag, aar=aar, frist=frist or dt.date(aar, 12, 31)
            )
    except IntegrityError:
        # Somebody else opened the year's count meanwhile.
        raise taken from None
    return sag


def open_from_aarshjul(bruger: Bruger, opgave: Aarsopgave) -> Sag:
    """Opens the count that the year wheel asks for; one that is there already is the answer."""
    if found := Ledighedsopgoerelse.objects.filter(aar=opgave.aar).select_related("sag").first():
        return found.sag
    return open_opgoerelse(
        bruger=bruger,
        aar=opgave.aar,
        frist=opgave.frist,
        titel=opgave.titel,
        aabnet_dato=opgave.aabnet_dato,
        fortrolighed=opgave.fortrolighed,
        ansvarlig=opgave.ansvarlig,
        demo=opgave.demo,
    )


def edit_opgoerelse(
    *,
    bruger: Bruger,
    opgoerelse: Ledighedsopgoerelse,
    opgjort: dt.date | None,
    vurdering: str,
    handling: str,
) -> None:
    """Writes the day of the count, the judgement of the causes and what is done. Old and new stand in the journal.

    Raises UgyldigtInput if the day is not in the count's year or a text is too long, AdgangNaegtet.
    """
    require_edit(bruger)
    fejl = [
        Fejl(felt, f"må højst være {MAX_TEKST} tegn")
        for felt, tekst in (("vurdering", vurdering), ("handling", handling))
        if len(tekst) > MAX_TEKST
    ]
    if opgjort is not None and opgjort.year != opgoerelse.aar:
        fejl.append(
            Fejl(
                "opgjort",
                f"er i {opgjort.year}; opgørelsen er for {opgoerelse.aar}, så dagen skal være i det år",
            )
        )
    if fejl:
        raise UgyldigtInput(fejl)
    with locked_journal(opgoerelse.sag, bruger) as journal:
        require_running(opgoerelse)
        current = Ledighedsopgoerelse.objects.get(pk=opgoerelse.pk)
        before = _texts(current)
        current.opgjort, current.vurdering, current.handling = opgjort, vurdering.strip(), handling.strip()
        current.save(update_fields=["opgjort", "vurdering", "handling"])
        if before != (after := _texts(current)):
            journal.append("ledighed_rettet", "Opgørelsens tekster er rettet.", {"fra": before, "til": after})
            refresh_overblik(opgoerelse.sag)


def check_linje(linje: Ledighedsinput) -> list[Fejl]:
    """Every fault of a line, in Danish."""
    allowed = {kind.value: kind.label.lower() for kind in TAELLES}
    fejl = []
    if linje.boligtype not in allowed:
        fejl.append(Fejl("boligtype", f"tælles ikke; tilladt er {' og '.join(allowed.values())}"))
    if linje.boliger < 0:
        fejl.append(Fejl("boliger", "skal være 0 eller derover"))
    if not 0 <= linje.ledige <= max(linje.boliger, 0):
        fejl.append(Fejl("ledige", f"skal være fra 0 til afdelingens {linje.boliger} boliger af typen"))
    if linje.lejetab is not None and not 0 <= linje.lejetab <= 2_000_000_000:
        fejl.append(Fejl("lejetab", "skal være fra 0 til 2.000.000.000 kr."))
    if linje.aarsag not in Ledighedsaarsag.values:
        fejl.append(Fejl("aarsag", f"skal være en af: {', '.join(Ledighedsaarsag.values)}"))
    fejl += [
        Fejl(felt, "må højst være 400 tegn")
        for felt in ("bemaerkning", "kilde")
        if len(getattr(linje, felt)) > 400
    ]
    return fejl


def save_linje(
    *, bruger: Bruger, opgoerelse: Ledighedsopgoerelse, afdeling: Afdeling, linje: Ledighedsinput
) -> Ledighed:
    """Writes what an afdeling has told of one type; a line that is there is replaced, and what stood is journalled.

    Raises UgyldigtInput naming the fields, AdgangNaegtet.
    """
    require_edit(bruger)
    if fejl := check_linje(linje):
        raise UgyldigtInput(fejl)
    with locked_journal(opgoerelse.sag, bruger) as journal:
        require_running(opgoerelse)
        pictures_changed()
        before = opgoerelse.linjer.filter(afdeling=afdeling, boligtype=linje.boligtype).first()
        fra = facts_of(before) if before else None
        row, _ = Ledighed.objects.update_or_create(
            opgoerelse=opgoerelse,
            afdeling=afdeling,
            boligtype=linje.boligtype,
            defaults={key: value for key, value in asdict(linje).items() if key != "boligtype"},
        )
        journal.append(
            "ledighed_linje",
            f"{afdeling}: {linje.ledige} ledige af {linje.boliger} {row.get_boligtype_display().lower()}.",
            {"afdeling": afdeling.pk, "fra": fra, "til": facts_of(row)},
        )
    return row


def delete_linje(*, bruger: Bruger, linje: Ledighed) -> None:
    """Takes a line out that was entered in error; it stands in the journal."""
    require_edit(bruger)
    with locked_journal(linje.opgoerelse.sag, bruger) as journal:
        require_running(linje.opgoerelse)
        pictures_changed()
        if row := Ledighed.objects.filter(pk=linje.pk).first():
            journal.append(
                "ledighed_linje_slettet",
                f"{row.afdeling}: linjen om {row.get_boligtype_display().lower()} er slettet.",
                {"afdeling": row.afdeling_id, "fra": facts_of(row)},
            )
            row.delete()


def register_none_vacant(
    *,
    bruger: Bruger,
    opgoerelse: Ledighedsopgoerelse,
    organisation: Boligorganisation,
    dag: dt.date,
    kilde: str,
) -> int:
    """Writes 0 vacant for every afdeling of the organisation that has not answered; returns the number of lines.

    `kilde` says who told it. Raises UgyldigtInput, AdgangNaegtet.
    """
    require_edit(bruger)
    if not 1 <= len(kilde.strip()) <= 400:
        raise UgyldigtInput([Fejl("kilde", "skal udfyldes med højst 400 tegn, fx boligorganisationens svar")])
    with locked_journal(opgoerelse.sag, bruger) as journal:
        require_running(opgoerelse)
        pictures_changed()
        missing = [
            item
            for item in ubesvarede(opgoerelse, dag)
            if item.afdeling.boligorganisation_id == organisation.pk
        ]
        Ledighed.objects.bulk_create(
            Ledighed(
                opgoerelse=opgoerelse,
                afdeling=item.afdeling,
                boligtype=item.boligtype,
                boliger=item.boliger,
                ledige=0,
                lejetab=0,
                kilde=kilde.strip(),
            )
            for item in missing
        )
        if missing:
            journal.append(
                "ledighed_ingen",
                f"{organisation}: ingen ledige i {len(missing)} linjer, som der ikke var svaret på.",
                {"boligorganisation": organisation.pk, "linjer": len(missing), "kilde": kilde.strip()},
            )
    return len(missing)


def load_linjer(
    *, bruger: Bruger, opgoerelse: Ledighedsopgoerelse, linjer: Iterable[tuple[Afdeling, Ledighedsinput]]
) -> None:
    """Adds many lines of afdelinger that have none, in one act; for data loaded at once. Raises UgyldigtInput."""
    require_edit(bruger)
    rows = list(linjer)
    fejl = [fejl for _, linje in rows for fejl in check_linje(linje)]
    if fejl:
        raise UgyldigtInput(fejl)
    with transaction.atomic(), locked_journal(opgoerelse.sag, bruger) as journal:
        require_running(opgoerelse)
        pictures_changed()
        Ledighed.objects.bulk_create(
            Ledighed(opgoerelse=opgoerelse, afdeling=afdeling, **asdict(linje)) for afdeling, linje in rows
        )
        journal.append("ledighed_linjer", f"{len(rows)} linjer er ført ind.", {"linjer": len(rows)})


def facts_of(row: Ledighed) -> dict[str, Any]:
    """A line as the journal keeps it."""
    return {
        "boligtype": row.boligtype,
        "boliger": row.boliger,
        "ledige": row.ledige,
        "lejetab": row.lejetab,
        "aarsag": row.aarsag,
        "bemaerkning": row.bemaerkning,
        "kilde": row.kilde,
    }


def _texts(row: Ledighedsopgoerelse) -> dict[str, Any]:
    return {
        "opgjort": row.opgjort.isoformat() if row.opgjort else None,
        "vurdering": row.vurdering,
        "handling": row.handling,
    }
