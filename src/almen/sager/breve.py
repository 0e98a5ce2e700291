"""What every letter of a case has in common: who writes to whom about which case, and decisions as sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import UDFYLDES, Afsender, Afsnit, Kilde, Papir, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.models import Beslutning, Frist, Sag
from almen.sagsgang.register import REGISTER
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
            kontrol = REGISTER.kontroller.get(dispensation["kontrol"])
            navn = kontrol.navn if kontrol else dispensation["kontrol"]
            yield Tekst(f"Der er givet dispensation fra “{navn}”: {dispensation['begrundelse']}", kilder)


def appeal_guidance() -> Afsnit:
    """Who may be appealed to is settled by no source we have; the case officer writes it."""
    return Afsnit(
        "Klagevejledning",
        (Tekst(f"Om afgørelsen kan påklages: {to_fill('klageadgang, klageinstans og klagefrist')}"),),
    )


def deadlines_after(sag: Sag, beslutning: Beslutning) -> Afsnit:
    """The deadlines that the route counts from this decision, met or not; one that is not certain is marked."""
    steps = sagsgang_of(sag.sagsgangsversion_id).trin
    started = [trin.id for trin in steps if trin.frist and trin.frist.efter == beslutning.trin]
    return Afsnit("Frister", tuple(map(_deadline, sag.frister.filter(trin__in=started))))


def _deadline(frist: Frist) -> Tekst:
    unsure = (
        "" if frist.sikkerhed == "sikker" else f" {to_fill(f'bekræft fristen, som er {frist.sikkerhed}')}"
    )
    return Tekst(
        f"Senest den {format_dato(frist.dato)}: {frist.titel}.{unsure}",
        (Kilde(f"Sagens frist for {frist.titel}", frist.hjemmel),),
    )
