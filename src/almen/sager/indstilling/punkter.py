"""The at-points: who recommends what to whom, by the step's handling, and one clause for each thing decided about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsnit, Tekst
from almen.regler.dansk import join_med
from almen.sager.breve import decision_source, to_fill
from almen.sager.indstilling.indhold import Indstillingsindhold
from almen.sager.selectors.forloeb import DECIDES, Forloeb, deciding_step, steps_after
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER
from almen.sagsgang.udfald import COMPLETES, Handling, Udfald

# What is said of a thing when neither the case's type nor another room says more. Each completes “… godkender,”.
CLAUSES: Mapping[str, str] = {
    "anskaffelsessum": "at den samlede anskaffelsessum lægges til grund, som den er opgjort nedenfor",
    "beboerafstemning": "at beboernes afstemning lægges til grund",
    "bemyndigelse": "at udvalget bemyndiges til at godkende den konkrete garanti inden for rammen, hvis der ikke er væsentlige afvigelser",
    "byggeregnskab": "at byggeregnskabet lægges til grund",
    "endeligt_projekt": "at det endelige projekt gennemføres, som det er beskrevet nedenfor",
    "garanti": f"at kommunen stiller garanti for {to_fill('garantiens beløb')}",
    "grundkapital": f"at kommunen yder grundkapital på {to_fill('grundkapitalens beløb')}",
    "grundkoebslaan": f"at kommunen yder sin andel af grundkøbslånet på {to_fill('lånets beløb')}",
    "helhedsplan": "at helhedsplanen gennemføres, som den er beskrevet nedenfor",
    "husleje": "at huslejen fastsættes, som den er beskrevet nedenfor",
    "kapitaltilfoersel": f"at kommunen deltager i kapitaltilførslen med {to_fill('kommunens del')}",
    "prejekt": "at prejektet fremmes, som det er beskrevet nedenfor",
    "projekt": "at projektet gennemføres, som det er beskrevet nedenfor",
    "skaeringsdag": f"at skæringsdagen fastsættes til {to_fill('skæringsdagen')}",
    "skema_a": "at Skema A lægges til grund",
    "skema_b": "at Skema B lægges til grund",
    "skema_c": "at Skema C lægges til grund",
    "stoette": "at der ydes støtte som ansøgt",
    "tilsagn": "at der gives tilsagn om støtte som ansøgt",
}
# “Forvaltningen indstiller, at udvalget godkender,”: who, what the body does; `videre` are those it speaks to.
_ACTS: Mapping[Handling, str] = {
    Handling.GODKENDER: "at {organ} godkender,",
    Handling.GIVER_TILSAGN: "at {organ} beslutter,",
    Handling.ANBEFALER: "at {organ} over for {videre} anbefaler,",
    Handling.INDSTILLER: "at {organ} over for {videre} indstiller,",
    Handling.AFGIVER_ERKLAERING: "at {organ} over for {videre} afgiver erklæring om,",
    Handling.TAGER_TIL_EFTERRETNING: "at {organ} tager til efterretning,",
    Handling.SAMTYKKER: "at {organ} samtykker i,",
    Handling.DROEFTER: "at {organ} drøfter forslaget om,",
    Handling.HOERES: "at {organ} udtaler sig om,",
    Handling.FORHANDLER: "at {organ} forhandler på det grundlag,",
    Handling.FORBEREDER: "at {organ} lægger til grund,",
}


def recommendation(forloeb: Forloeb, trin: Trin, indhold: Indstillingsindhold, dato: dt.date) -> Afsnit:
    """The sentence that leads, and the numbered at-points."""
    points = [*_points(forloeb, trin, indhold, dato), *indhold.ekstra]
    if not points:
        name = forloeb.sagstype.navn
        points = [
            Tekst(
                f"at sagen om {name[:1].lower()}{name[1:]} gennemføres, som den er beskrevet nedenfor",
            )
        ]
    return Afsnit("", (_lead(forloeb, trin, dato),), tuple(map(_finished, points)))


def _lead(forloeb: Forloeb, trin: Trin, dato: dt.date) -> Tekst:
    """Who recommends: forvaltningen, or the committee that has recommended the case to the bodies above it."""
    organ = aktoer_navn(trin.aktoer, dato)
    onward = _bodies_on_the_way(forloeb, trin)
    act = _ACTS[trin.handling].format(
        organ=organ, videre=join_med([aktoer_navn(item, dato) for item in onward]) or to_fill("modtager")
    )
    recommended = [
        item
        for item in forloeb.beslutninger
        if item.handling == Handling.ANBEFALER
        and item.trin in forloeb.sagsgang.forgaengere[trin.id]
        and item.aktoer != trin.aktoer
        and item.udfald in COMPLETES
        and item.udfald != Udfald.FRAFALDET
        and not _decided_between(forloeb, item.trin, trin)
    ]
    if recommended:
        return Tekst(f"{recommended[-1].aktoer_navn} indstiller, {act}", (decision_source(recommended[-1]),))
    papirer = current_profil().papirer
    writer = aktoer_navn(papirer.indstiller if papirer else "forvaltningen", dato)
    return Tekst(f"{writer} indstiller, {act}")


def _decided_between(forloeb: Forloeb, first: str, trin: Trin) -> bool:
    """True if what was recommended by `first` was settled before this step: then that was about something else."""
    between = forloeb.sagsgang.efterfoelgere[first] & forloeb.sagsgang.forgaengere[trin.id] - {first, trin.id}
    return any(forloeb.sagsgang.efter_id[key].handling in DECIDES for key in between)


def _bodies_on_the_way(forloeb: Forloeb, trin: Trin) -> tuple[str, ...]:
    """To whom the body speaks: each body between this step and the one that decides, both named once.

    Who only prepares on the way (forvaltningen, a boligorganisation) is nobody's addressee.
    """
    found: dict[str, None] = {}
    organer = current_profil().aktoerer_of_art("organ")
    for item in steps_after(forloeb, trin):
        if item.valgfrit or item.aktoer == trin.aktoer:
            continue
        if item.aktoer in organer or item.handling in DECIDES:
            found[item.aktoer] = None
        if item.handling in DECIDES:
            break
    return tuple(found)


def things_of(forloeb: Forloeb, trin: Trin) -> tuple[str, ...]:
    """What the step is about: as the route names it, else what the effects of the decision are about."""
    if trin.genstand:
        return trin.genstand
    deciding = deciding_step(forloeb, trin) or trin
    effects = (REGISTER.virkninger.get(navn) for navn in deciding.virkninger)
    return tuple(dict.fromkeys(item.genstand for item in effects if item is not None and item.genstand))


def _points(forloeb: Forloeb, trin: Trin, indhold: Indstillingsindhold, dato: dt.date) -> Iterator[Tekst]:
    for genstand in things_of(forloeb, trin):
        own = indhold.punkter.get(genstand)
        if own is None and (of := REGISTER.genstande.get(genstand)) is not None:
            own = of(forloeb.sag, trin, dato).punkter.get(genstand)
        if own is None:
            clause = CLAUSES.get(genstand) or f"at {to_fill(f'hvad der indstilles om {genstand}')}"
            own = (Tekst(clause),)
        yield from own


def _finished(tekst: Tekst) -> Tekst:
    """A point ends with a full stop, however its clause was written."""
    ends = tekst.tekst.rstrip()
    closed = ends if ends.endswith((".", "]")) else f"{ends}."
    return Tekst(closed, tekst.kilder, tekst.underpunkter)
