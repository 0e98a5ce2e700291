"""What every letter of a case has in common: who writes to whom about which case, and decisions as sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import UDFYLDES, Afsender, Afsnit, Kilde, Papir, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.models import Beslutning, Frist, Sag
from almen.sagsgang.udfald import Udfald

FORVALTNING = "forvaltningen"


def to_fill(hvad: str) -> str:
    """A place that the case officer fills in, marked in the paper, and what belongs there."""
    return f"{UDFYLDES[:-1]}: {hvad}]"


def compose_letter(
    sag: Sag,
    *,
    art: str,
    titel: str,
    dato: dt.date,
    afsnit: Iterable[Afsnit],
    modtager: Sequence[str] = (),
    henvisninger: Iterable[tuple[str, str]] = (),
) -> Papir:
    """A letter from the municipality about `sag`; to its boligorganisation where nobody else is named."""
    profil = current_profil()
    enhed = aktoer_navn(FORVALTNING, dato)
    return Papir(
        art=art,
        titel=titel,
        dato=dato,
        afsender=Afsender(profil.navn, enhed, str(sag.ansvarlig or "")),
        modtager=tuple(modtager) or _organisation(sag),
        henvisninger=(("Sagsnummer", sag.nummer), *henvisninger),
        afsnit=tuple(item for item in afsnit if item.tekst or item.punkter or item.tabeller),
        underskrift=(to_fill("navn og titel på den, der skriver under"), enhed, profil.navn),
        maerke="DEMO: sagen er opdigtet eller viser offentlige tal; brevet er ikke sendt" if sag.demo else "",
    )


def _organisation(sag: Sag) -> tuple[str, ...]:
    organisation = sag.boligorganisation
    if organisation is None:
        return (to_fill("modtager"),)
    number = f"LBF-nr. {organisation.lbf_nummer}" if organisation.lbf_nummer else ""
    return tuple(filter(None, (organisation.navn, organisation.adresse or to_fill("adresse"), number)))


def decision_source(beslutning: Beslutning) -> Kilde:
    """The decision as a source: its number, step and day, and the minutes it stands in."""
    where = " · ".join(item for item in (beslutning.moede, beslutning.kilde) if item)
    return Kilde(
        f"Beslutning nr. {beslutning.nummer}, {format_dato(beslutning.dato)}: {beslutning.trin_navn}", where
    )


def decided_text(beslutning: Beslutning) -> str:
    """`Borgerrepræsentationen har den 3. november 2026`, as the body was called then."""
    return f"{beslutning.aktoer_navn} har den {format_dato(beslutning.dato)}"


def conditions(beslutninger: Sequence[Beslutning]) -> Afsnit:
    """What was said with the decisions: reasons and conditions, dispensations, and changes that are to be filled in."""
    return Afsnit("Vilkår og bemærkninger", tuple(_remarks(beslutninger)))


def _remarks(beslutninger: Sequence[Beslutning]) -> Iterator[Tekst]:
    for item in beslutninger:
        kilder = (decision_source(item),)
        yield from split_lines(item.begrundelse, kilder)
        if item.udfald == Udfald.GODKENDT_MED_AENDRINGER and not item.begrundelse.strip():
            yield Tekst(f"Godkendt med ændringer: {to_fill('ændringerne')}", kilder)
        for dispensation in item.dispensationer:
            yield Tekst(f"Der er givet dispensation: {dispensation['begrundelse']}", kilder)


def appeal_guidance() -> Afsnit:
    """Who may be appealed to is settled by no source we have; the case officer writes it."""
    return Afsnit(
        "Klagevejledning",
        (Tekst(f"Om afgørelsen kan påklages: {to_fill('klageadgang, klageinstans og klagefrist')}"),),
    )


def deadline_text(frist: Frist) -> Tekst:
    """A deadline as a sentence; one that is not certain is marked for the case officer."""
    unsure = (
        "" if frist.sikkerhed == "sikker" else f" {to_fill(f'bekræft fristen, som er {frist.sikkerhed}')}"
    )
    return Tekst(
        f"{frist.titel}: senest den {format_dato(frist.dato)}.{unsure}",
        (Kilde(f"Fristen i sagen, {frist.titel}", frist.hjemmel),),
    )
