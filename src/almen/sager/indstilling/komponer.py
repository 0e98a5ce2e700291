"""The indstilling as a paper: the parts put in the sections that the municipality's profile demands for the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsender, Afsnit, Kilde, Papir, Tekst
from almen.regler.dansk import format_dato
from almen.sager.breve import decision_source, demo_mark
from almen.sager.indstilling import afsnit as dele
from almen.sager.indstilling.indhold import Indstillingsindhold
from almen.sager.indstilling.punkter import recommendation, things_of
from almen.sager.models import Fortrolighed, Sag
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.selectors.papirer import is_standard
from almen.sager.services.beslutning import run_kontroller
from almen.sagsgang.definition import Trin
from almen.sagsgang.papirprofil import Standardindstilling
from almen.sagsgang.register import REGISTER, Kontrolsvar
from almen.sagsgang.udfald import Trinstatus, Udfald

ART = "indstilling"


def compose_indstilling(sag: Sag, trin: Trin, dato: dt.date) -> Papir:
    """The indstilling to the body of `trin`, as it reads on `dato`. Raises LookupError if none is written to it."""
    profil = current_profil()
    form = profil.papirer.form_for(trin.aktoer) if profil.papirer else None
    if profil.papirer is None or form is None:
        raise LookupError(f"Profilen siger ikke, hvordan der indstilles til “{trin.aktoer}”.")
    forloeb = load_forloeb(sag)
    parts = _parts(forloeb, trin, dato)
    sections: list[Afsnit] = []
    for section in form.afsnit:
        heading = section.overskrift
        for name in section.indhold:
            if not parts[name].er_tomt:
                sections.append(_headed(parts[name], heading))
                heading = ""
    enhed = aktoer_navn(profil.papirer.indstiller, dato)
    closed = [("Sagen er", "Fortrolig")] if sag.fortrolighed == Fortrolighed.FORTROLIG else []
    return Papir(
        art=ART,
        titel=sag.titel,
        dato=dato,
        afsender=Afsender(profil.navn, enhed, str(sag.ansvarlig or "")),
        modtager=(f"Indstilling til {aktoer_navn(trin.aktoer, dato)}",),
        henvisninger=(("Sagsnummer", sag.nummer), *closed),
        afsnit=tuple(sections),
        underskrift=(),
        maerke=demo_mark(sag),
    )


def _parts(forloeb: Forloeb, trin: Trin, dato: dt.date) -> dict[str, Afsnit]:
    sag, type_ = forloeb.sag, forloeb.sagstype
    own = type_.indstilling(sag, trin, dato) if type_.indstilling else Indstillingsindhold()
    shared = [
        REGISTER.genstande[navn](sag, trin, dato)
        for navn in things_of(forloeb, trin)
        if navn in REGISTER.genstande
    ]
    # What another room says of the thing stands with what the case's own says.
    own = replace(own, ekstra=(*own.ekstra, *(text for item in shared for text in item.ekstra)))
    solution = _joined([own.loesning, *(item.loesning for item in shared)])
    amounts = _joined([own.oekonomi, *(item.oekonomi for item in shared)])
    svar = run_kontroller(forloeb, trin, dato)
    standard = is_standard(trin, svar)
    return {
        "resume": Afsnit(
            "",
            (
                *_stopped_text(forloeb, trin),
                *_standard_text(standard),
                *(own.resume or dele.resume(forloeb, trin, dato)),
            ),
        ),
        "indstilling": recommendation(forloeb, trin, own, dato),
        "problemstilling": dele.problem(forloeb) if own.problemstilling.er_tomt else own.problemstilling,
        "loesning": _solution(sag, solution, svar, standard, dato),
        "oekonomi": dele.economy(forloeb) if amounts.er_tomt else amounts,
        "retsgrundlag": Afsnit("", own.retsgrundlag or dele.law(forloeb, trin)),
        "kompetence": Afsnit("", dele.competence(forloeb, trin, dato)),
        "tidligere_beslutninger": dele.earlier_decisions(forloeb),
        "videre_proces": dele.what_follows(forloeb, trin, dato),
        "bilag": dele.annexes(forloeb),
    }


def _stopped_text(forloeb: Forloeb, trin: Trin) -> tuple[Tekst, ...]:
    """That a decision was stopped and by whom, where the indstilling is to the council that settles it."""
    if forloeb.tilstand.trin[trin.id].status is not Trinstatus.STANDSET:
        return ()
    stop = next(
        item
        for item in reversed(forloeb.beslutninger)
        if item.trin == trin.id and item.udfald == Udfald.STANDSET
    )
    text = (
        f"Beslutningen “{stop.trin_navn}” ({stop.aktoer_navn}, {format_dato(stop.dato)}) er standset og indbragt for "
        f"{aktoer_navn(trin.aktoer, stop.dato)} efter styrelsesloven § 23. {stop.begrundelse}"
    )
    return (Tekst(text.strip(), (decision_source(stop),)),)


def _standard_text(standard: Standardindstilling | None) -> tuple[Tekst, ...]:
    if standard is None:
        return ()
    return (Tekst(standard.tekst, (Kilde(f"Kommunens profil: {standard.navn}", standard.kilde),)),)


def _solution(
    sag: Sag, own: Afsnit, svar: tuple[Kontrolsvar, ...], standard: Standardindstilling | None, dato: dt.date
) -> Afsnit:
    """What is to be done, what has been checked, and forvaltningen's assessment, which a standard item does not need."""
    done = _joined([own, dele.checks(sag, svar, dato)])
    if standard is not None and not done.er_tomt:
        return done
    return _joined([done, Afsnit("", (dele.assessment(),))])


def _joined(items: Iterable[Afsnit]) -> Afsnit:
    """Several parts as one: their texts, then points, then tables."""
    told = [item for item in items if not item.er_tomt]
    return Afsnit(
        "",
        tuple(dict.fromkeys(tekst for item in told for tekst in item.tekst)),
        tuple(punkt for item in told for punkt in item.punkter),
        tuple(tabel for item in told for tabel in item.tabeller),
    )


def _headed(part: Afsnit, heading: str) -> Afsnit:
    return Afsnit(heading, part.tekst, part.punkter, part.tabeller)
