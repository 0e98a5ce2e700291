"""What every letter of a case has in common: who writes to whom about which case, and decisions as sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from almen.grundlag.selectors import current_parametre, sagsgang_of
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import UDFYLDES, Afsender, Afsnit, Kilde, Papir, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.regler.resultat import Kilde as Regelkilde
from almen.sager.models import Beslutning, Frist, Sag
from almen.sager.visning import source_link
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Kontrolsvar, Papirtype
from almen.sagsgang.udfald import Udfald

FORVALTNING = "forvaltningen"
KLAGE = "klage.vejledning"


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
        maerke=demo_mark(sag),
    )


def demo_mark(sag: Sag) -> str:
    """What stands above a paper of a demo case; empty otherwise."""
    return "DEMO: sagen er opdigtet eller viser offentlige tal; papiret er ikke sendt" if sag.demo else ""


def parameter_source(kilde: Regelkilde) -> Kilde:
    """A statute's parameter as a source, with its value and its page."""
    value = f": {kilde.vaerdi_tekst}" if kilde.vaerdi_tekst else ""
    return Kilde(f"{kilde.navn or kilde.parameter}{value}", kilde.hjemmel, f"/parametre/{kilde.parameter}/")


def legal_basis(trin: Trin) -> str:
    """The law that a step rests on, as a paper says it: without the numbers that only this system has; may be empty."""
    return "; ".join(trin.retsgrundlag)


def check_sources(sag: Sag, svar: Kontrolsvar) -> tuple[Kilde, ...]:
    """The sources of a check's answer, each with where it can be seen; a check of the case's own record names itself."""
    if not svar.kilder:
        return (Kilde(f"Sag {sag.nummer}: kontrollen “{svar.titel}”", "", sag.get_absolute_url()),)
    return tuple(
        Kilde(
            str(item.get("navn") or item.get("parameter") or item.get("hjemmel") or svar.titel)
            + (f": {item['vaerdi_tekst']}" if item.get("vaerdi_tekst") else ""),
            str(item.get("hjemmel") or ""),
            source_link(item),
        )
        for item in svar.kilder
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
        f"Beslutning nr. {beslutning.nummer}, {format_dato(beslutning.dato)}: {beslutning.trin_navn}",
        where,
        f"{beslutning.sag.get_absolute_url()}#beslutning-{beslutning.nummer}",
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


def appeal_guidance(dato: dt.date) -> Afsnit:
    """The guidance on appeal that holds on `dato`; while it is not certain, the case officer is to confirm it."""
    found = current_parametre().find(KLAGE, dato)
    if found is None or found.vaerdi is None:
        return Afsnit("Klagevejledning", (Tekst(to_fill("klageadgang, klageinstans og klagefrist")),))
    text = Tekst(str(found.vaerdi), (parameter_source(found.kilde),))
    if found.sikkerhed == "sikker":
        return Afsnit("Klagevejledning", (text,))
    return Afsnit(
        "Klagevejledning",
        (
            text,
            Tekst(to_fill("bekræft klagevejledningen, og tilføj klageinstans og klagefrist, hvis der er en")),
        ),
    )


def refusal(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The letter that refuses a case of any kind: what was applied for, the reasons as decided, and the guidance on appeal."""
    decision = beslutninger[-1]
    kilder = (decision_source(decision),)
    name = REGISTER.sagstype(sag.sagstype).navn
    what = f"{name[:1].lower()}{name[1:]}"
    reasons = conditions([decision]).tekst
    hjemmel = legal_basis(sagsgang_of(sag.sagsgangsversion_id).efter_id[decision.trin])
    legal = (Tekst(f"Sagen er afgjort efter {hjemmel}.", kilder),) if hjemmel else ()
    return compose_letter(
        sag,
        art="afgoerelsesbrev",
        titel=f"Afslag: {sag.titel}",
        dato=dato,
        afsnit=[
            Afsnit(
                "Afgørelse",
                (Tekst(f"{decided_text(decision)} ikke imødekommet ansøgningen om {what}.", kilder),),
            ),
            Afsnit("Begrundelse", reasons or (Tekst(to_fill("begrundelsen for afslaget"), kilder),)),
            Afsnit("Retsgrundlag", legal),
            appeal_guidance(dato),
        ],
        henvisninger=[("Sagstype", name)],
    )


AFSLAG = Papirtype("afslag", "Afslag", refusal, afslag=True)


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
