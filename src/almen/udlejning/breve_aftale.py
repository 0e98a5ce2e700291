"""The individual agreement as a paper: parties, period, terms for each afdeling, criteria, what the statute says, signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from almen.organisationer.models import Boligtype
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato, format_periode, format_procent, to_decimal
from almen.sager.breve import compose_letter, parameter_source, to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling
from almen.udlejning.models import Vej
from almen.udlejning.selectors.organisationsaftale import AFTALETYPER, aftale_of, tried_vilkaar
from almen.udlejning.vilkaarssvar import Vilkaar, Vilkaarsandel

ART = "udlejningsaftale_individuel"


def aftalepapir(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The agreement as its terms stand, each share with where it comes from."""
    aftale = aftale_of(sag)
    kilde = (sag_kilde(sag),)
    terms = tried_vilkaar(aftale, dato)
    ramme = aftale.rammeaftale
    period = format_periode(aftale.gyldig_fra, aftale.gyldig_til)
    return compose_letter(
        sag,
        art=ART,
        titel=f"Aftale om udlejning med {aftale.boligorganisation}",
        dato=dato,
        henvisninger=[("Rammeaftale", ramme.navn), ("Periode", period)],
        afsnit=[
            Afsnit("Parter", (Tekst(_parties(sag, dato), kilde),)),
            Afsnit(
                "Aftalen",
                (
                    Tekst(
                        f"Aftalen udfylder {ramme.navn} for boligorganisationens afdelinger og gælder {period}.",
                        (Kilde(ramme.navn, ramme.kilde, ramme.kilde_adresse), *kilde),
                    ),
                    *split_lines(aftale.note, kilde),
                ),
            ),
            Afsnit(
                "Vilkår for afdelingerne",
                tuple(_outside(terms, kilde)),
                tabeller=tuple(share_tables(terms, kilde)),
            ),
            Afsnit("Kriterier for fleksibel udlejning", tabeller=tuple(_criteria(terms, kilde))),
            Afsnit("Hvad loven siger", tuple(_law(terms))),
            Afsnit("Underskrift", (Tekst(_signed(aftale.underskrevet), kilde),)),
        ],
    )


PAPIR = Papirtype(
    ART, "Individuel udlejningsaftale", aftalepapir, handlinger=frozenset({Handling.FORBEREDER})
)


def indstilling(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """What an indstilling says where a municipality's route lets a body decide on the agreement."""
    aftale = aftale_of(sag)
    kilde = (sag_kilde(sag),)
    terms = tried_vilkaar(aftale, dato)
    period = format_periode(aftale.gyldig_fra, aftale.gyldig_til)
    return Indstillingsindhold(
        ekstra=(Tekst(f"at aftalen om udlejning med {aftale.boligorganisation} indgås for {period}", kilde),),
        loesning=Afsnit("", tuple(_outside(terms, kilde)), tabeller=tuple(share_tables(terms, kilde))),
        oekonomi=Afsnit("", (Tekst(to_fill("hvad aftalen koster")),)),
        retsgrundlag=tuple(_law(terms)),
    )


def _parties(sag: Sag, dato: dt.date) -> str:
    forvaltning = aktoer_navn("forvaltningen", dato)
    return f"{current_profil().navn} ved {forvaltning} og {aftale_of(sag).boligorganisation}."


def _signed(dag: dt.date | None) -> str:
    if dag is not None:
        return f"Aftalen er underskrevet den {format_dato(dag)}."
    return f"For boligorganisationen: {to_fill('navn, titel, dag og underskrift')}"


def _outside(terms: Sequence[Vilkaar], kilde: tuple[Kilde, ...]) -> Iterator[Tekst]:
    for item in terms:
        for left in item.undtagelser:
            navn = str(Boligtype(left.boligtype).label).lower()
            yield Tekst(f"{item.afdeling}: {navn} er uden for aftalen. {left.begrundelse}", kilde)


def share_tables(terms: Sequence[Vilkaar], kilde: tuple[Kilde, ...]) -> Iterator[Tabel]:
    """One table a type of dwelling: afdelinger × ways; an en dash where nothing is agreed."""
    for boligtype in AFTALETYPER:
        having = [item for item in terms if any(a.boligtype == boligtype for a in item.andele)]
        rows = tuple(
            Raekke(
                (
                    str(item.afdeling),
                    *(_share(item.andel(boligtype, vej)) for vej in Vej.values),
                ),
                (*kilde, *_share_sources(item, boligtype)),
            )
            for item in having
        )
        if rows:
            columns = ("Afdeling", *(str(vej.label) for vej in Vej))
            yield Tabel(f"{boligtype.label}: andel af ledige boliger", columns, rows)


def _share(andel: Vilkaarsandel | None) -> str:
    if andel is None:
        return "–"
    return "ikke kendt" if andel.pct is None else format_procent(to_decimal(andel.pct))


def _share_sources(item: Vilkaar, boligtype: str) -> tuple[Kilde, ...]:
    return tuple(
        dict.fromkeys(
            Kilde(a.oprindelse_tekst, a.kilde if a.kilde != a.oprindelse_tekst else "")
            for a in item.andele
            if a.boligtype == boligtype
        )
    )


def _criteria(terms: Sequence[Vilkaar], kilde: tuple[Kilde, ...]) -> Iterator[Tabel]:
    rows = tuple(
        Raekke(
            (
                str(item.afdeling),
                k.kriterium.navn,
                k.kriterium.tekst,
                f"{'Skærpet' if k.kriterium.skaerpet else 'Almindeligt'}, {k.binding_navn.lower()}",
            ),
            (*kilde, Kilde(k.oprindelse_tekst, k.kriterium.kilde)),
        )
        for item in terms
        for k in item.kriterier
        if k.bruges
    )
    if rows:
        yield Tabel(
            "Kriterier i den rækkefølge, de går forud",
            ("Afdeling", "Kriterium", "Hvad der kræves", "Art"),
            rows,
            tal=False,
        )


def _law(terms: Sequence[Vilkaar]) -> Iterator[Tekst]:
    seen = set()
    for item in terms:
        for boligtype in item.viste_boligtyper:
            for regel in item.lov(boligtype):
                if regel.id not in seen and (regel.klasser or regel.art == "pligt"):
                    seen.add(regel.id)
                    sources = tuple(parameter_source(k) for k in regel.kilder[1:])
                    own = Kilde(regel.navn, regel.hjemmel, regel.kilde.url)
                    yield Tekst(f"{regel.navn}: {regel.tekst} ({regel.hjemmel}.)", (own, *sources))
