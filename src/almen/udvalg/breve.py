"""A meeting's papers: agenda, additional agenda, minutes, and an extract of the minutes for one item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from almen.grundlag.selectors import sagsgang_of
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsender, Afsnit, Kilde, Papir, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.breve import decision_source, to_fill
from almen.sagsgang.udfald import udfald_navn
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktudfald
from almen.udvalg.selectors.papirer import Papirpunkt

DAGSORDEN, TILLAEG, REFERAT, UDSKRIFT = "dagsorden", "tillaegsdagsorden", "referat", "udskrift"
ARTER = {
    DAGSORDEN: "Dagsorden",
    TILLAEG: "Tillægsdagsorden",
    REFERAT: "Referat",
    UDSKRIFT: "Udskrift af protokollen",
}
STANDSNING = Kilde("Standsningsret", "styrelsesloven § 23")


def compose_dagsorden(moede: Moede, punkter: Sequence[Papirpunkt], *, aaben: bool, i_dag: dt.date) -> Papir:
    """The agenda: each item with what it is about, what was recommended, and its annexes."""
    sent = timezone.localdate(moede.dagsorden_udsendt) if moede.dagsorden_udsendt else None
    maerke = "" if sent else "UDKAST: dagsordenen er ikke sendt ud"
    sections = [_section(item, _agenda_texts(item)) for item in punkter]
    title = f"Dagsorden for {_genitive(moede)} møde den {format_dato(moede.dato)}"
    return _paper(moede, DAGSORDEN, title, sections, sent or i_dag, aaben, maerke)


def compose_tillaegsdagsorden(
    moede: Moede, punkter: Sequence[Papirpunkt], *, aaben: bool, i_dag: dt.date
) -> Papir | None:
    """The items that came after the agenda went out; None where there are none."""
    added = [item for item in punkter if item.tillaeg]
    if not added:
        return None
    sections = [_section(item, _agenda_texts(item)) for item in added]
    title = f"Tillægsdagsorden for {_genitive(moede)} møde den {format_dato(moede.dato)}"
    return _paper(moede, TILLAEG, title, sections, i_dag, aaben, "")


def compose_referat(moede: Moede, punkter: Sequence[Papirpunkt], *, aaben: bool, i_dag: dt.date) -> Papir:
    """The minutes: what came of each item, in the act's own words. Who was present is not registered and not told."""
    finished = timezone.localdate(moede.afsluttet) if moede.afsluttet else None
    maerke = "" if finished else "UDKAST: mødet er ikke ført til ende"
    sections = [_section(item, _minutes_texts(item), _minutes_tables(item)) for item in punkter]
    title = f"Referat af {_genitive(moede)} møde den {format_dato(moede.dato)}"
    return _paper(moede, REFERAT, title, sections, finished or i_dag, aaben, maerke)


def compose_udskrift(moede: Moede, punkt: Papirpunkt, *, aaben: bool, i_dag: dt.date) -> Papir:
    """An extract of the minutes: one item, to be certified by whoever hands it out."""
    section = _section(punkt, _minutes_texts(punkt), _minutes_tables(punkt))
    certified = Afsnit(
        "Udskriftens rigtighed bekræftes", (Tekst(to_fill("dato, navn og titel på den, der bekræfter")),)
    )
    maerke = "" if moede.afsluttet else "UDKAST: mødet er ikke ført til ende"
    title = f"Udskrift af {_genitive(moede)} protokol, {format_dato(moede.dato)}, punkt {punkt.nummer}"
    return _paper(moede, UDSKRIFT, title, [section, certified], i_dag, aaben, maerke)


def _paper(
    moede: Moede,
    art: str,
    titel: str,
    afsnit: Iterable[Afsnit],
    dato: dt.date,
    aaben: bool,
    maerke: str,
) -> Papir:
    profil = current_profil()
    when = format_dato(moede.dato) + (f" kl. {moede.klokken:%H.%M}" if moede.klokken else "")
    marks = [
        "DEMO: mødet er opdigtet" if moede.demo else "",
        f"AFLYST: {moede.aflyst_grund}" if moede.aflyst else "",
        maerke,
        "" if aaben else "FORTROLIG: udgaven kan vise lukkede punkter og fortrolige bilag",
    ]
    facts = [
        ("Møde", when),
        ("Sted", moede.sted),
        ("Udgave", "Åben" if aaben else "Fuld, kun for medlemmer"),
        ("Kilde", "" if moede.demo else moede.kilde),
    ]
    return Papir(
        art=art,
        titel=titel,
        dato=dato,
        afsender=Afsender(profil.navn, moede.organ_navn),
        modtager=(),
        henvisninger=tuple((navn, vaerdi) for navn, vaerdi in facts if vaerdi),
        afsnit=tuple(afsnit),
        underskrift=(),
        maerke=" · ".join(filter(None, marks)),
    )


def _genitive(moede: Moede) -> str:
    navn = moede.organ_navn
    return navn if navn.endswith("s") else f"{navn}s"


def _section(punkt: Papirpunkt, tekst: Iterable[Tekst], tabeller: Iterable[Tabel] = ()) -> Afsnit:
    if punkt.visning is None:
        return Afsnit(f"{punkt.nummer}. {punkt.skjult}", (Tekst("Punktet vises ikke i denne udgave."),))
    row = punkt.visning.punkt
    title = f"{row.nummer}. {row.titel}"
    if row.udgaaet:
        return Afsnit(title, (Tekst(f"Punktet er udgået: {row.udgaaet}"),))
    return Afsnit(title, tuple(tekst), tabeller=tuple(tabeller))


def _agenda_texts(punkt: Papirpunkt) -> Iterator[Tekst]:
    if punkt.visning is None:
        return
    row = punkt.visning.punkt
    yield from _head(row)
    yield from _recommended(punkt)
    for nummer, titel in punkt.bilag:
        yield Tekst(f"Bilag {nummer}: {titel}")


def _head(row: Dagsordenspunkt) -> Iterator[Tekst]:
    if row.lukket:
        yield Tekst(f"Lukket punkt: {row.lukket_grund}" if row.lukket_grund else "Lukket punkt.")
    if row.sag is None:
        if row.omraade:
            yield Tekst(f"Sagsområde: {row.omraade}")
        return
    who = row.sag.boligorganisation
    parts = [f"Sag {row.sag.nummer}", who.navn if who else "", row.trin_navn]
    standard = " Standardindstilling." if row.standard else ""
    yield Tekst(
        f"{'. '.join(filter(None, parts))}.{standard}",
        (Kilde(f"Sag {row.sag.nummer}", "", row.sag.get_absolute_url()),),
    )


def _recommended(punkt: Papirpunkt) -> Iterator[Tekst]:
    for item in punkt.indstillinger:
        outcome = udfald_navn(item.handling, item.udfald)
        kilder = (decision_source(item),)
        yield Tekst(
            f"{outcome} af {item.aktoer_navn} den {format_dato(item.dato)}: {item.trin_navn}.", kilder
        )
        yield from split_lines(item.begrundelse, kilder)


def _minutes_texts(punkt: Papirpunkt) -> Iterator[Tekst]:
    if punkt.visning is None:
        return
    row, outcome = punkt.visning.punkt, punkt.besluttet
    yield from _head(row)
    yield from _recommended(punkt)
    if outcome is None:
        if row.art != "formalia":
            yield Tekst("Udfaldet er ikke registreret.")
        return
    kilder = _sources(row, outcome)
    yield Tekst(f"Udfald: {outcome.navn}{_sent_to(row, outcome)}.", kilder)
    yield from split_lines(outcome.beslutning.begrundelse if outcome.beslutning else outcome.tekst, kilder)
    if outcome.inhabile:
        yield Tekst(f"Forlod mødet under punktet på grund af inhabilitet: {outcome.inhabile}.", kilder)
    for remark in outcome.bemaerkninger.all():
        yield Tekst(f"Protokolbemærkning fra {remark.parti}: {remark.tekst}", kilder)
    yield from _stopped(punkt)


def _sent_to(row: Dagsordenspunkt, outcome: Punktudfald) -> str:
    """The step that the case goes back to."""
    if row.sag is None or outcome.beslutning is None or not outcome.beslutning.tilbage_til:
        return ""
    step = sagsgang_of(row.sag.sagsgangsversion_id).efter_id[outcome.beslutning.tilbage_til]
    return f" til “{step.navn}”"


def _stopped(punkt: Papirpunkt) -> Iterator[Tekst]:
    """Who stopped the decision, and what follows."""
    stop = punkt.standset
    if stop is None or punkt.visning is None:
        return
    row = punkt.visning.punkt
    council = current_profil().raad
    navn = aktoer_navn(council, row.moede.dato) if council else "kommunens øverste organ"
    kilder = (*_sources(row, stop), STANDSNING)
    yield Tekst(
        f"Standsningsret: {stop.standset_af} har begæret sagen indbragt for {navn}. "
        f"Beslutningen virker ikke, før {navn} har afgjort sagen.",
        kilder,
    )


def _minutes_tables(punkt: Papirpunkt) -> Iterator[Tabel]:
    outcome = punkt.besluttet
    if outcome is None or punkt.visning is None:
        return
    kilder = _sources(punkt.visning.punkt, outcome)
    votes = list(outcome.stemmer.all())
    if votes:
        rows = [_votes(item.parti, (item.stemte_for, item.imod, item.undlod), kilder) for item in votes]
        sums = tuple(sum(getattr(item, side) for item in votes) for side in ("stemte_for", "imod", "undlod"))
        total = _votes("I alt", sums, kilder, er_sum=True)
        yield Tabel("Afstemning", ("Parti", "For", "Imod", "Undlod"), (*rows, total))
    if amendments := list(outcome.aendringsforslag.all()):
        yield Tabel(
            "Ændringsforslag",
            ("Stillet af", "Forslag", "Resultat"),
            tuple(
                Raekke((item.stiller, item.tekst, item.get_resultat_display()), kilder) for item in amendments
            ),
            tal=False,
        )


def _votes(navn: str, antal: Sequence[int], kilder: tuple[Kilde, ...], er_sum: bool = False) -> Raekke:
    return Raekke((navn, *map(str, antal)), kilder, er_sum)


def _sources(row: Dagsordenspunkt, outcome: Punktudfald) -> tuple[Kilde, ...]:
    """The case's decision, or the entry itself where the item is no case."""
    if outcome.beslutning is not None:
        return (decision_source(outcome.beslutning),)
    day = format_dato(timezone.localdate(outcome.registreret))
    titel = f"Udfald nr. {outcome.nummer} af punkt {row.nummer}"
    return (Kilde(titel, f"registreret den {day}", row.moede.get_absolute_url()),)
