"""Letters of building: the tilsagn of Skema A, and the declaration of the municipality's guarantee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from almen.byggeri.models import Bogstav, Garanti, Garantiramme
from almen.byggeri.selectors.beregning import compute_skema
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.byggeri.selectors.rammer import held_sums
from almen.byggeri.selectors.sagsside import boliger_text
from almen.organisationer.models import Boligtype
from almen.papirer import Afsnit, Kilde, Papir, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_kroner, format_m2, format_procent, format_tal, to_decimal
from almen.regler.resultat import Kilde as Regelkilde
from almen.sager.breve import (
    compose_letter,
    conditions,
    deadlines_after,
    decided_text,
    decision_source,
    to_fill,
)
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Papirtype
from almen.sagsgang.udfald import Handling

IKKE_OPLYST = "ikke oplyst"
T = TypeVar("T")


def tilsagnsbrev(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The tilsagn: what is to be built, its sum and financing by the rules of the tilsagn's day, and the deadlines."""
    data, decision = projektdata_of(sag), beslutninger[-1]
    skema = data.standing(Bogstav.A) or data.current
    afsnit = [
        Afsnit(
            "Tilsagn",
            (Tekst(f"{decided_text(decision)} besluttet", (decision_source(decision),)),),
            tuple(_tilsagn_points(sag, data, skema, decision)),
        ),
        _project(data, skema),
        _financing(data, skema, decision),
        conditions(beslutninger),
        deadlines_after(sag, decision),
    ]
    return compose_letter(
        sag,
        art="tilsagnsbrev",
        titel=f"Tilsagn om støtte: {data.projekt.navn}",
        dato=dato,
        afsnit=afsnit,
        henvisninger=[("Hjemmel", "almenboligloven § 115"), ("Skema", "A")],
    )


def garantierklaering(sag: Sag, beslutninger: Sequence[Beslutning], dato: dt.date) -> Papir:
    """The declaration of the case's decided guarantees, addressed to the lender."""
    garantier = list(sag.garantier.filter(beslutning_nummer__isnull=False))  # type: ignore[attr-defined]
    ramme = Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first()
    decisions = {item.nummer: item for item in sag.beslutninger.all()}
    laangivere = list(dict.fromkeys(item.laangiver for item in garantier if item.laangiver))
    afsnit = [
        _declaration(sag, beslutninger),
        *(
            _guarantee(item, number if len(garantier) > 1 else 0, decisions)
            for number, item in enumerate(garantier, start=1)
        ),
        *(
            []
            if garantier
            else [Afsnit("Garantien", (Tekst(to_fill("garantien, som ikke er registreret i sagen")),))]
        ),
        _frame(ramme, decisions),
        conditions(beslutninger),
    ]
    return compose_letter(
        sag,
        art="garantierklaering",
        titel=f"Garantierklæring: {sag.titel}",
        dato=dato,
        afsnit=afsnit,
        modtager=laangivere or (to_fill("långiver"),),
        henvisninger=[("Låntager", str(sag.boligorganisation or IKKE_OPLYST))],
    )


TILSAGNSBREV = Papirtype(
    "tilsagnsbrev", "Tilsagnsbrev", tilsagnsbrev, handlinger=frozenset({Handling.GIVER_TILSAGN})
)
GARANTIERKLAERING = Papirtype(
    "garantierklaering", "Garantierklæring", garantierklaering, virkninger=frozenset({"registrer_garanti"})
)


def _tilsagn_points(sag: Sag, data: Projektdata, skema: Skemadata, decision: Beslutning) -> Iterator[Tekst]:
    projekt = data.projekt
    place = ", ".join(item for item in (projekt.adresse, projekt.bydel) if item) or projekt.navn
    yield Tekst(
        f"at give tilsagn om støtte til opførelse af {boliger_text(skema)}, {place}.", (_skema_source(skema),)
    )
    given = sum(sums["tilsagn"] for sums in held_sums(sag).values())
    if given:
        kilde = Kilde(f"Hovedbogen for grundkapital, sag {sag.nummer}", f"beslutning nr. {decision.nummer}")
        yield Tekst(f"at yde grundkapital på {format_kroner(given)}", (kilde,))
    ramme = Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first()
    if ramme is not None and ramme.beloeb is not None:
        yield Tekst(
            f"at kommunens garanti for realkreditlånet højst kan være {format_kroner(ramme.beloeb)}",
            (_ramme_source(ramme),),
        )


def _project(data: Projektdata, skema: Skemadata) -> Afsnit:
    kilde = (_skema_source(skema),)
    rows = [
        Raekke(
            (
                Boligtype(item.projektdel.boligtype).label,
                _or_unknown(item.antal, format_tal),
                _or_unknown(item.bruttoareal_m2, format_m2),
                _or_unknown(item.anskaffelsessum, format_kroner),
            ),
            kilde,
        )
        for item in skema.dele
    ]
    if len(rows) > 1:
        cells = (
            "I alt",
            _or_unknown(skema.boliger, format_tal),
            _or_unknown(skema.bruttoareal_m2, format_m2),
            _or_unknown(skema.anskaffelsessum, format_kroner),
        )
        rows.append(Raekke(cells, kilde, er_sum=True))
    table = Tabel("", ("Boligtype", "Boliger", "Bruttoareal", "Anskaffelsessum"), tuple(rows))
    return Afsnit("Byggeriet", tabeller=(table,))


def _financing(data: Projektdata, skema: Skemadata, decision: Beslutning) -> Afsnit:
    """The split by the rules on the day of tilsagn; where it cannot be decided, why."""
    beregnet = compute_skema(data, skema, decision.dato)
    if beregnet.finansiering is None:
        return Afsnit(
            "Finansiering",
            (
                Tekst(
                    f"{to_fill('finansieringen')} Den kan ikke beregnes: {beregnet.aarsag}",
                    (_skema_source(skema),),
                ),
            ),
        )
    finansiering = beregnet.finansiering
    kilder = tuple(_rule_source(item) for item in finansiering.kilder)
    tables = []
    for del_ in finansiering.dele:
        rows = [
            Raekke(("Realkreditlån", format_procent(del_.laan_pct), format_kroner(del_.laan)), kilder),
            Raekke(
                (
                    "Kommunens grundkapital",
                    format_procent(del_.grundkapital_pct),
                    format_kroner(del_.grundkapital),
                ),
                kilder,
            ),
            Raekke(
                (
                    "Beboerindskud",
                    format_procent(del_.beboerindskud_pct),
                    format_kroner(del_.beboerindskud),
                ),
                kilder,
            ),
            Raekke(
                ("Anskaffelsessum", "", format_kroner(del_.anskaffelsessum)), (_skema_source(skema),), True
            ),
        ]
        tables.append(Tabel(Boligtype(del_.boligtype).label, ("Post", "Andel", "Beløb"), tuple(rows)))
    return Afsnit(
        "Finansiering",
        tuple(Tekst(f"{to_fill('tag stilling til forbeholdet')} {item}") for item in finansiering.advarsler),
        tabeller=tuple(tables),
    )


def _declaration(sag: Sag, beslutninger: Sequence[Beslutning]) -> Afsnit:
    borrower = str(sag.boligorganisation or to_fill("låntager"))
    kilder = tuple(map(decision_source, beslutninger))
    return Afsnit(
        "Erklæring",
        (
            Tekst(
                f"Kommunen erklærer herved at stille garanti for lån til {borrower} som anført nedenfor. "
                f"Garantiens nærmere vilkår: {to_fill('garantiens ordlyd efter aftale med långiver')}",
                kilder,
            ),
        ),
    )


def _guarantee(garanti: Garanti, number: int, decisions: dict[int, Beslutning]) -> Afsnit:
    """The guarantee as the register has it; what is not known is marked."""
    register = Kilde(f"Garantiregistret, sag {garanti.sag.nummer}", garanti.kilde)
    decision = decisions.get(garanti.beslutning_nummer or 0)
    loebetid = f"{garanti.loebetid_aar} år" if garanti.loebetid_aar else ""
    rows = [
        ("Formål", garanti.get_formaal_display()),
        ("Långiver", garanti.laangiver),
        ("Lånetype", garanti.laanetype),
        ("Løbetid", loebetid),
        ("Lån", _or_unknown(garanti.laan, format_kroner, "")),
        ("Garanti, brutto", _or_unknown(garanti.brutto, format_kroner, "")),
        ("Garanti i procent af lånet", _share_of_loan(garanti)),
        ("Regaranti fra Landsbyggefonden", _reguarantee(garanti)),
        ("Garanti, netto", _or_unknown(garanti.netto, format_kroner, "")),
    ]
    table = Tabel(
        "",
        ("Garantien", "Vilkår"),
        (
            *(Raekke((navn, value or to_fill(navn.lower())), (register,)) for navn, value in rows),
            *([_decided_row(decision)] if decision else []),
        ),
    )
    return Afsnit(f"Garanti {number}" if number else "Garantien", tabeller=(table,))


def _decided_row(decision: Beslutning) -> Raekke:
    text = f"{decision.aktoer_navn}, {format_dato(decision.dato)}"
    return Raekke(("Konkret beslutning", text), (decision_source(decision),))


def _share_of_loan(garanti: Garanti) -> str:
    """As registered, else the guarantee over the loan with two decimals."""
    if garanti.pct_af_laan is not None:
        return format_procent(to_decimal(garanti.pct_af_laan))
    if garanti.brutto is None or not garanti.laan:
        return ""
    share = (Decimal(garanti.brutto) * 100 / garanti.laan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{format_procent(to_decimal(share))} (beregnet)"


def _reguarantee(garanti: Garanti) -> str:
    if not garanti.regaranti_pct:
        return "Ingen"
    return f"{format_kroner(garanti.regaranti)} ({format_procent(to_decimal(garanti.regaranti_pct))})"


def _frame(ramme: Garantiramme | None, decisions: dict[int, Beslutning]) -> Afsnit:
    if ramme is None:
        return Afsnit("Garantiramme")
    decision = decisions.get(ramme.beslutning_nummer)
    who = decision.aktoer_navn if decision else "Kommunen"
    amount = format_kroner(ramme.beloeb) if ramme.beloeb is not None else f"{to_fill('rammens beløb')}."
    kilder = (_ramme_source(ramme), *([decision_source(decision)] if decision else []))
    text = f"{who} har den {format_dato(ramme.dato)} fastsat, at sagens garantier højst kan være {amount}"
    return Afsnit("Garantiramme", (Tekst(text, kilder),))


def _ramme_source(ramme: Garantiramme) -> Kilde:
    return Kilde(f"Garantirammen, {format_dato(ramme.dato)}", f"beslutning nr. {ramme.beslutning_nummer}")


def _skema_source(skema: Skemadata) -> Kilde:
    fixed = skema.skema.laast_af_beslutning
    return Kilde(
        f"Skema {skema.skema.bogstav}, version {skema.skema.version}",
        f"låst af beslutning nr. {fixed}" if fixed else skema.skema.kilde,
    )


def _rule_source(kilde: Regelkilde) -> Kilde:
    value = f": {kilde.vaerdi_tekst}" if kilde.vaerdi_tekst else ""
    return Kilde(f"{kilde.navn or kilde.parameter}{value}", kilde.hjemmel)


def _or_unknown(value: T | None, show: Callable[[T], str], unknown: str = IKKE_OPLYST) -> str:
    return unknown if value is None else show(value)
