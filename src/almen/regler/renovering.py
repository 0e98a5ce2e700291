"""Renovation of almene boliger: works and what pays for them, the fifths arrangement, rent, terms of loans, first tender day.

Supported works are those that Landsbyggefonden supports (almenboligloven § 91); a capital injection is no work but money that
keeps an afdeling going (§§ 92, 97). What a source does not settle is answered with *kan ikke afgøres*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from almen.regler.dansk import format_dato, format_kroner, format_procent
from almen.regler.fejl import Fejl, RegelFejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.regler.laes import load_parametre
from almen.regler.resultat import Kilde, Trin, Udfald, Vurdering
from almen.regler.samling import Parametre

_HUNDREDE = Decimal(100)
LOEBETID = {
    "stoettet": "renovering.loebetid_stoettet_hoejst",
    "ustoettet": "renovering.loebetid_ustoettet_hoejst",
}


@dataclass(frozen=True, slots=True)
class Renoveringstal:
    """The figures of one Skema in whole kroner; None = not known, 0 = none.

    `tilskud` are grants and drawing rights, `egne_midler` the afdeling's and organisation's own money.
    """

    stoettede_arbejder: int | None = None
    ustoettede_arbejder: int | None = None
    forbedringer: int | None = None
    stoettet_laan: int | None = None
    ustoettet_laan: int | None = None
    tilskud: int | None = None
    egne_midler: int | None = None

    @property
    def arbejder(self) -> int | None:
        """All works; None as soon as a kind is not known."""
        return _sum(self.stoettede_arbejder, self.ustoettede_arbejder, self.forbedringer)

    @property
    def finansiering(self) -> int | None:
        """All that pays for the works; None as soon as a source of money is not known."""
        return _sum(self.stoettet_laan, self.ustoettet_laan, self.tilskud, self.egne_midler)


@dataclass(frozen=True, slots=True)
class Femtedel:
    """A capital injection in whole kroner, the municipality's part and that of the others together."""

    kapitaltilfoersel: int
    kommune: int
    oevrige: int
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lejestigning:
    """Rent per m² and year before and after: the rise in kroner and in percent with two decimals."""

    foer: Decimal
    efter: Decimal
    kroner: Decimal
    pct: Decimal | None


def _sum(*values: int | None) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def compute_femtedel(kapitaltilfoersel: int, parametre: Parametre | None = None) -> Femtedel:
    """The municipality's share of a capital injection (whole kroner), cut off; the odd kroner fall to the other parties.

    The arrangement's own text was not found: the share rests on one published case and is told as likely. How lender,
    Landsbyggefonden and boligorganisation divide the rest is not settled. Raises UgyldigtInput.
    """
    fejl = check_sum("kapitaltilfoersel", kapitaltilfoersel)
    if fejl:
        raise UgyldigtInput(fejl)
    andel = (parametre or load_parametre()).vaerdi("renovering.femtedel_kommune")
    kommune = int((Decimal(kapitaltilfoersel) * andel.tal / _HUNDREDE).quantize(Decimal(1), ROUND_DOWN))
    oevrige = kapitaltilfoersel - kommune
    trin = (
        Trin(
            f"Kommunen: {format_procent(andel.tal)} af {format_kroner(kapitaltilfoersel)} = {format_kroner(kommune)}",
            kommune,
        ),
        Trin(
            f"Långiver, Landsbyggefonden og boligorganisationen tilsammen: {format_kroner(oevrige)}", oevrige
        ),
    )
    advarsler = [
        tekst for tekst in (andel.warn_usikker(), "Hvordan de øvrige deler resten, er uafklaret.") if tekst
    ]
    return Femtedel(kapitaltilfoersel, kommune, oevrige, trin, (andel.kilde,), tuple(advarsler))


def compute_lejestigning(foer: Decimal, efter: Decimal) -> Lejestigning:
    """The change of the rent per m² and year (kroner with decimals); the percent None where there was no rent before.

    Raises UgyldigtInput for a negative rent.
    """
    fejl = [
        Fejl(navn, f"er {value}; tilladt er 0 eller mere")
        for navn, value in (("leje_foer", foer), ("leje_efter", efter))
        if not value.is_finite() or value < 0
    ]
    if fejl:
        raise UgyldigtInput(fejl)
    change = efter - foer
    pct = (change * _HUNDREDE / foer).quantize(Decimal("0.01"), ROUND_HALF_UP) if foer else None
    return Lejestigning(foer, efter, change, pct)


def check_finansiering(tal: Renoveringstal) -> Vurdering:
    """What pays for the works comes to the works, to the krone."""
    id_, titel = "renovering_finansiering", "Finansieringen går op i arbejderne"
    arbejder, penge = tal.arbejder, tal.finansiering
    if arbejder is None or penge is None:
        missing = "arbejderne" if arbejder is None else "finansieringen"
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, f"Ikke alle beløb i {missing} er oplyst.")
    svar = Udfald.JA if arbejder == penge else Udfald.NEJ
    tekst = f"Arbejder {format_kroner(arbejder)}; lån, tilskud og egne midler {format_kroner(penge)}."
    if svar is Udfald.NEJ:
        tekst += f" Forskellen er {format_kroner(abs(arbejder - penge))}."
    return Vurdering(id_, svar, titel, tekst, MappingProxyType({"arbejder": arbejder, "finansiering": penge}))


def check_stoettet_laan(
    tal: Renoveringstal, laandato: date | None, parametre: Parametre | None = None
) -> Vurdering:
    """The supported loan is no more than the share of the supported works that the scheme lends on."""
    id_, titel = "renovering_stoettet_laan", "Det støttede lån er inden for de støttede arbejder"
    if tal.stoettet_laan is None or tal.stoettede_arbejder is None:
        return Vurdering(
            id_, Udfald.KAN_IKKE_AFGOERES, titel, "Lånet eller de støttede arbejder er ikke oplyst."
        )
    if not tal.stoettet_laan:
        return Vurdering(id_, Udfald.JA, titel, "Der er intet støttet lån.")
    try:
        andel = (parametre or load_parametre()).vaerdi("renovering.laaneandel", laandato)
    except RegelFejl as error:
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, str(error))
    loft = int((Decimal(tal.stoettede_arbejder) * andel.tal / _HUNDREDE).quantize(Decimal(1), ROUND_DOWN))
    return Vurdering(
        id_,
        Udfald.JA if tal.stoettet_laan <= loft else Udfald.NEJ,
        titel,
        f"Lånet er {format_kroner(tal.stoettet_laan)}; højst {format_procent(andel.tal)} af de støttede arbejder, "
        f"{format_kroner(loft)}.",
        MappingProxyType({"laan": tal.stoettet_laan, "hoejst": loft}),
        (andel.kilde,),
    )


def check_loebetid(
    slags: str, aar: int | None, laandato: date | None, parametre: Parametre | None = None
) -> Vurdering:
    """A loan runs no longer than allowed; `slags` is *stoettet* or *ustoettet*. Raises KeyError for another."""
    parameter = LOEBETID[slags]
    navn = "støttede" if slags == "stoettet" else "ustøttede"
    id_, titel = f"renovering_loebetid_{slags}", f"Det {navn} låns løbetid er inden for reglerne"
    if aar is None:
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, "Løbetiden er ikke oplyst.")
    try:
        hoejst = (parametre or load_parametre()).vaerdi(parameter, laandato)
    except RegelFejl as error:
        return Vurdering(id_, Udfald.KAN_IKKE_AFGOERES, titel, str(error))
    return Vurdering(
        id_,
        Udfald.JA if aar <= hoejst.heltal else Udfald.NEJ,
        titel,
        f"Løbetiden er {aar} år; højst {hoejst.heltal} år.",
        MappingProxyType({"aar": aar, "hoejst": hoejst.heltal}),
        (hoejst.kilde,),
    )


def check_udbud(
    lbf_tilsagn: date | None, udbud: date | None, parametre: Parametre | None = None
) -> Vurdering:
    """The works are not put out to tender before the day that the temporary rule of December 2021 allows.

    The rule names a day of the year after Landsbyggefonden's tilsagn; for a tilsagn outside its years there is none.
    """
    id_, titel = "renovering_udbud", "Udbuddet sker tidligst den dag, reglen tillader"
    if lbf_tilsagn is None or udbud is None:
        return Vurdering(
            id_,
            Udfald.KAN_IKKE_AFGOERES,
            titel,
            "Landsbyggefondens tilsagn eller dagen for udbuddet er ikke oplyst.",
        )
    parameter = (parametre or load_parametre()).get("renovering.tidligste_udbud")
    raekke = parameter.find(lbf_tilsagn, {})
    if raekke is None or raekke.vaerdi is None:
        return Vurdering(id_, Udfald.JA, titel, f"Ingen frist for tilsagn af {format_dato(lbf_tilsagn)}.")
    maaned, dag = (int(part) for part in str(raekke.vaerdi).split("-"))
    tidligst = date(lbf_tilsagn.year + 1, maaned, dag)
    return Vurdering(
        id_,
        Udfald.JA if udbud >= tidligst else Udfald.NEJ,
        titel,
        f"Tilsagn {format_dato(lbf_tilsagn)}: udbud tidligst {format_dato(tidligst)}; udbuddet er {format_dato(udbud)}.",
        MappingProxyType({"tidligst": tidligst, "udbud": udbud}),
        (parameter.kilde(raekke),),
    )
