"""The classes of an area with their reasons: which criteria hold, by how much, by which rule and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from almen.regler.dansk import format_tal
from almen.regler.fejl import UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.omraadegraenser import Sammenligning
from almen.regler.omraadeklasse import (
    Gaeldende,
    Kriterium,
    Omraadetal,
    Regelsaet,
    check_omraadetal,
    find_regelsaet,
)
from almen.regler.parameter import Vaerdi
from almen.regler.resultat import Kilde, unique_kilder
from almen.regler.samling import Parametre

TITLER: Mapping[str, str] = {
    "beboere": "Beboere",
    "ikkevestlige_pct": "Ikkevestlige indvandrere og efterkommere",
    "uden_for_arbejdsmarked_pct": "Uden for arbejdsmarked og uddannelse",
    "doemte_pct": "Dømte",
    "grundskole_pct": "Kun grundskole",
    "indkomst_pct": "Indkomst i forhold til regionen",
    "aar_i_traek": "Lister i træk",
}
_ORD = {Sammenligning.OVER: "over", Sammenligning.MINDST: "mindst", Sammenligning.UNDER: "under"}


@dataclass(frozen=True, slots=True)
class Kriteriesvar:
    """One criterion of one class: the figure and the limit as compared (None = not known), and the difference.

    `afvigelse` is figure minus limit in the figure's own unit. `opfyldt` None = cannot be decided.
    `middel_aar`: the years the law wants the figure to be a mean of.
    """

    klasse: str
    navn: str
    vaerdi: Decimal | int | None
    graense: Decimal | int | None
    sammenligning: Sammenligning
    opfyldt: bool | None
    parameter: str
    middel_aar: int | None
    forklaring: str

    @property
    def afvigelse(self) -> Decimal | int | None:
        return None if self.vaerdi is None or self.graense is None else self.vaerdi - self.graense

    @property
    def afstand(self) -> Decimal | int | None:
        """How far beyond its limit the figure is, in its own unit: below 0 it lacks that much of being met.

        At 0 it stands on the limit, which is enough only where the law says at least.
        """
        afvigelse = self.afvigelse
        if afvigelse is None:
            return None
        return -afvigelse if self.sammenligning is Sammenligning.UNDER else afvigelse

    @property
    def afstand_andel(self) -> Decimal | None:
        """`afstand` as a share of the limit with four decimals, so that criteria of different units can be compared."""
        if self.afstand is None or not self.graense:
            return None
        return (Decimal(self.afstand) / Decimal(self.graense)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Omraadeklasse:
    """What `compute_omraadeklasse` answers; `trin`: one sentence a class, `advarsler`: what the answer rests on unsurely."""

    klasser: tuple[str, ...]
    uafgjorte: tuple[str, ...]
    kriterier: tuple[Kriteriesvar, ...]
    trin: tuple[str, ...]
    advarsler: tuple[str, ...]
    kilder: tuple[Kilde, ...]


def compute_omraadeklasse(tal: Omraadetal, parametre: Parametre | None = None) -> Omraadeklasse:
    """The classes of an area on a list, with criteria and sources. Raises UgyldigtInput naming each faulty field.

    A class that the missing figures could change is among `uafgjorte`; one that they cannot is settled.
    Source: almenboligloven §§ 51 b, 61 a, 61 b; which row of which parameter was used stands in `kilder`.
    """
    parametre = parametre or load_parametre()
    if fejl := check_omraadetal(tal, parametre):
        raise UgyldigtInput(fejl)
    regelsaet = find_regelsaet(tal.liste, parametre)
    udfald = regelsaet.outcomes(tal)
    afgoerelse = regelsaet.classify(tal)
    navne = {g.klasse.id: g.navn.lower() for g in regelsaet.klasser}
    kriterier: list[Kriteriesvar] = []
    trin: list[str] = []
    advarsler: list[str] = []
    vaerdier: list[Vaerdi] = []
    for gaeldende in regelsaet.klasser:
        svar = [_answer(regelsaet, gaeldende, i, tal, udfald[i]) for i in gaeldende.krav + gaeldende.valgfri]
        kriterier += svar
        brugt = [regelsaet.kriterier[i][1] for i in gaeldende.krav + gaeldende.valgfri]
        brugt += [gaeldende.antal] if gaeldende.antal else []
        vaerdier += brugt
        klasse = gaeldende.klasse.id
        uafgjort = klasse in afgoerelse.uafgjorte
        holder = None if uafgjort else klasse in afgoerelse.klasser
        if sum(g.klasse.id == klasse for g in regelsaet.klasser) > 1:
            holder = _all([s.opfyldt for s in svar])
        trin.append(_step(gaeldende, svar, holder, navne))
        if holder is not False:
            advarsler += [tekst for v in brugt if (tekst := v.warn_usikker())]
        if gaeldende.klasse.udelukkes_af in afgoerelse.klasser and gaeldende.antal:
            advarsler.append(gaeldende.antal.parameter.note)
        advarsler += [
            regelsaet.kriterier[i][1].parameter.note
            for i in gaeldende.krav
            if regelsaet.kriterier[i][0].et_aar and tal.uden_for_arbejdsmarked_pct is not None
        ]
    vaerdier += regelsaet.midler.values()
    return Omraadeklasse(
        afgoerelse.klasser,
        afgoerelse.uafgjorte,
        tuple(kriterier),
        tuple(trin),
        tuple(dict.fromkeys(advarsler)),
        unique_kilder(v.kilde for v in vaerdier),
    )


def _all(udfald: list[bool | None]) -> bool | None:
    """Of one of several ways to a class: whether this way leads there."""
    if False in udfald:
        return False
    return None if None in udfald else True


def _answer(
    regelsaet: Regelsaet, gaeldende: Gaeldende, indeks: int, tal: Omraadetal, opfyldt: bool | None
) -> Kriteriesvar:
    kriterium, graense = regelsaet.kriterier[indeks]
    vaerdi = getattr(tal, kriterium.navn)
    tallet: Decimal | int | None = graense.vaerdi if isinstance(graense.vaerdi, int) else graense.tal
    if kriterium.relativ:
        landet = tal.landsgennemsnit_doemte_pct
        tallet = None if landet is None else graense.tal * landet
    middel = regelsaet.midler.get(kriterium.middel or "")
    return Kriteriesvar(
        gaeldende.klasse.id,
        kriterium.navn,
        vaerdi,
        tallet,
        kriterium.sammenligning,
        opfyldt,
        kriterium.parameter,
        middel.heltal if middel else None,
        _explain(kriterium, graense, vaerdi, tallet, opfyldt),
    )


def _explain(
    kriterium: Kriterium,
    graense: Vaerdi,
    vaerdi: Decimal | int | None,
    tallet: Decimal | int | None,
    opfyldt: bool | None,
) -> str:
    """`Kun grundskole: 61,2 %; kravet er over 60 %. Opfyldt, forskellen er 1,2.`"""
    enhed = " %" if kriterium.navn.endswith("_pct") else ""
    krav = f"{_ORD[kriterium.sammenligning]} {graense.tekst}"
    if kriterium.relativ and tallet is not None:
        krav += f", her {format_tal(tallet)} %"
    kendt = "kendes ikke" if vaerdi is None else f"{format_tal(vaerdi)}{enhed}"
    tekst = f"{TITLER[kriterium.navn]}: {kendt}; kravet er {krav}."
    if opfyldt is None:
        mangler = "tallet" if vaerdi is None else "landsgennemsnittet"
        return f"{tekst} Kan ikke afgøres: {mangler} mangler."
    dom = "Opfyldt" if opfyldt else "Ikke opfyldt"
    if vaerdi is None or tallet is None:
        return f"{tekst} {dom}."
    return f"{tekst} {dom}, forskellen er {format_tal(abs(Decimal(vaerdi) - tallet))}."


def _step(
    gaeldende: Gaeldende, svar: list[Kriteriesvar], holder: bool | None, navne: Mapping[str, str]
) -> str:
    """One sentence on a class: the answer, the count of its criteria, the demands and classes it rests on."""
    navn, klasse = gaeldende.navn, gaeldende.klasse
    dom = {True: "ja", False: "nej", None: "kan ikke afgøres"}[holder]
    if not gaeldende.afklaret:
        note = gaeldende.antal.raekke.note if gaeldende.antal else ""
        return f"{navn}: {dom}. {note}".strip()
    krav, valgfri = svar[: len(gaeldende.krav)], svar[len(gaeldende.krav) :]
    dele = [s.forklaring for s in krav]
    if gaeldende.antal:
        opfyldte = sum(s.opfyldt is True for s in valgfri)
        ukendte = sum(s.opfyldt is None for s in valgfri)
        uvist = f", {ukendte} kan ikke afgøres" if ukendte else ""
        dele.insert(
            0,
            f"{opfyldte} af {len(valgfri)} kriterier er opfyldt{uvist}; der kræves {gaeldende.antal.heltal}.",
        )
    if klasse.forudsaetter:
        dele.append(f"Forudsætter {navne[klasse.forudsaetter]}.")
    if klasse.udelukkes_af and klasse.udelukkes_af in navne:
        dele.append(f"Ikke samtidig med {navne[klasse.udelukkes_af]}.")
    return f"{navn}: {dom}. {' '.join(dele)}"
