"""Maksimumsbeløb: what a building's sum may be at Skema B (støttebekendtgørelsen, almenboligloven § 115, stk. 10).

The year of the municipality's Skema B approval picks the table, the day of tilsagn the cohort in it. A year
without a table is refused with word of how to add it; the nearest year is never used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from almen.regler.dansk import format_dato, format_kroner, format_m2, format_tal, join_med, name_of
from almen.regler.fejl import Fejl, UdenForGyldighed, UgyldigtInput
from almen.regler.inddata import check_areal, check_mangler, check_tilsagnsdato
from almen.regler.laes import load_parametre
from almen.regler.parameter import Interval, Vaerdi
from almen.regler.resultat import Kilde, Trin, unique_kilder
from almen.regler.samling import Parametre

PR_M2 = "maksimumsbeloeb.pr_m2"
PR_BOLIG = "maksimumsbeloeb.pr_bolig"
ENERGITILLAEG = "maksimumsbeloeb.energitillaeg"
METODE = "maksimumsbeloeb.metode"


@dataclass(frozen=True, slots=True)
class MaksimumsbeloebDel:
    """One part: type, number of dwellings, area in m²."""

    boligtype: str
    antal: int | None
    bruttoareal_m2: int | Decimal | None


@dataclass(frozen=True, slots=True)
class MaksimumsbeloebInput:
    """`skema_b_dato` is needed only where the amounts or the method change inside the year (2020, 2022)."""

    skema_b_aar: int
    tilsagnsdato: date
    region: str
    dele: tuple[MaksimumsbeloebDel, ...]
    skema_b_dato: date | None = None


@dataclass(frozen=True, slots=True)
class DelMaksimum:
    """Kroner per m² (energy supplement included where it is known), per dwelling (None = not used), and in all."""

    boligtype: str
    pr_m2: int
    pr_bolig: int | None
    maksimum: int


@dataclass(frozen=True, slots=True)
class Maksimumsbeloeb:
    """`er_nedre_graense`: something that comes on top is not known, so the true maximum is higher."""

    maksimum: int
    dele: tuple[DelMaksimum, ...]
    trin: tuple[Trin, ...]
    kilder: tuple[Kilde, ...]
    advarsler: tuple[str, ...]
    er_nedre_graense: bool = False


class ManglerTabel(UdenForGyldighed):
    """There is no table for the year; the text names the year and how to add it."""

    def __init__(self, aar: int, kendte: tuple[int, ...]) -> None:
        super().__init__(PR_M2, date(aar, 1, 1), [str(k) for k in kendte])
        self.aar = aar
        self.args = (
            f"Der er ingen tabel over maksimumsbeløb for {aar}. Der er tabeller for "
            f"{join_med([str(k) for k in kendte])}. En administrator kan tilføje årets beløb fra Social- og "
            "Boligstyrelsens side med kilde og dato: siden Parametre → Tilføj, eller som CSV.",
        )


@dataclass(frozen=True, slots=True)
class _Satser:
    """The rows one part is computed from."""

    metode: Vaerdi
    pr_m2: Vaerdi
    pr_bolig: Vaerdi | None
    tillaeg: Vaerdi | None

    def alle(self) -> tuple[Vaerdi, ...]:
        return tuple(v for v in (self.pr_m2, self.pr_bolig, self.tillaeg, self.metode) if v)


def compute_maksimumsbeloeb(
    input: MaksimumsbeloebInput, parametre: Parametre | None = None
) -> Maksimumsbeloeb:
    """The most the sum may be, in whole kroner, per part and in all.

    Kroner per m² × area, and for family and youth from 1 August 2020 also kroner per dwelling × number; each part
    is cut off to whole kroner. A finer region falls back on the coarser one of the year's table, never the other
    way. Raises UgyldigtInput, ManglerTabel (no table for the year) or UdenForGyldighed (not for the cohort).
    """
    parametre = parametre or load_parametre()
    fejl = validate_maksimumsbeloeb(input, parametre)
    if fejl:
        raise UgyldigtInput(fejl)
    dele, trin, satser = [], [], []
    for nummer, del_ in enumerate(input.dele):
        sats = _find_satser(input, del_, f"dele[{nummer}]", parametre)
        delresultat = _compute_del(del_, sats)
        dele.append(delresultat)
        satser.append(sats)
        trin.append(_explain_del(del_, delresultat, sats))
    maksimum = sum(d.maksimum for d in dele)
    trin.append(Trin(f"Maksimumsbeløb i alt: {format_kroner(maksimum)}", maksimum))
    trin.append(
        Trin(f"{parametre.vaerdi('maksimumsbeloeb.afrunding').tekst} Bruttoetagearealet er brugt som areal.")
    )
    brugt = [v for sats in satser for v in sats.alle()]
    advarsler = [a for a in dict.fromkeys(v.warn_usikker() for v in brugt) if a]
    nedre = any(s.tillaeg is not None and s.tillaeg.vaerdi is None for s in satser)
    return Maksimumsbeloeb(
        maksimum, tuple(dele), tuple(trin), unique_kilder(v.kilde for v in brugt), tuple(advarsler), nedre
    )


def validate_maksimumsbeloeb(input: MaksimumsbeloebInput, parametre: Parametre) -> list[Fejl]:
    """Every fault of the input that can be seen without a table."""
    fejl = check_tilsagnsdato(input.tilsagnsdato)
    tilladte_typer, tilladte_regioner = _tilladte(parametre)
    if isinstance(input.skema_b_aar, bool) or not 2000 <= input.skema_b_aar <= 2099:
        fejl.append(Fejl("skema_b_aar", f"er {input.skema_b_aar}; tilladt er et årstal fra 2000 til 2099"))
    elif input.tilsagnsdato.year > input.skema_b_aar:
        fejl.append(
            Fejl(
                "tilsagnsdato",
                f"er {format_dato(input.tilsagnsdato)}; den må ikke ligge efter Skema B-året {input.skema_b_aar}",
            )
        )
    if input.skema_b_dato and input.skema_b_dato.year != input.skema_b_aar:
        fejl.append(
            Fejl(
                "skema_b_dato", f"er {format_dato(input.skema_b_dato)}; den skal ligge i {input.skema_b_aar}"
            )
        )
    if input.region not in tilladte_regioner:
        fejl.append(
            Fejl("region", f"»{input.region}« kendes ikke; tilladt er {', '.join(tilladte_regioner)}")
        )
    if not input.dele:
        fejl.append(Fejl("dele", "er tom; der skal være mindst én del"))
    for nummer, del_ in enumerate(input.dele):
        fejl.extend(check_areal(f"dele[{nummer}]", del_, tilladte_typer))
        fejl.extend(check_mangler(f"dele[{nummer}]", del_))
    return fejl


def _tilladte(parametre: Parametre) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Allowed dwelling types (types that use another's column included) and regions, as the parameter declares."""
    parameter = parametre.get(PR_M2)
    boligtype, region = parameter.dimension("boligtype"), parameter.dimension("region")
    typer = (*boligtype.tilladt, *(fin for fin, _ in boligtype.bredere)) if boligtype else ()
    return typer, region.tilladt if region else ()


def _widened(
    parametre: Parametre, parameter_id: str, region: str, boligtype: str
) -> Iterator[tuple[str, str]]:
    """Region and type as given, then the coarser ones that may stand in, nearest first."""
    parameter = parametre.get(parameter_id)
    dr, dt = parameter.dimension("region"), parameter.dimension("boligtype")
    for bred_type in dt.widen(boligtype) if dt else (boligtype,):
        for bred_region in dr.widen(region) if dr else (region,):
            yield bred_region, bred_type


def _find_dated(
    input: MaksimumsbeloebInput, parameter_id: str, boligtype: str, parametre: Parametre
) -> Vaerdi | None:
    """The row of a parameter for the part; raises UgyldigtInput if the year has more than one and no date is given."""
    if input.skema_b_dato:
        return _find_on(input, input.skema_b_dato, parameter_id, boligtype, parametre)
    foerste = _find_on(input, date(input.skema_b_aar, 1, 1), parameter_id, boligtype, parametre)
    sidste = _find_on(input, date(input.skema_b_aar, 12, 31), parameter_id, boligtype, parametre)
    if (foerste and foerste.raekke) != (sidste and sidste.raekke):
        raise UgyldigtInput(
            [
                Fejl(
                    "skema_b_dato",
                    f"skal udfyldes: beløb eller metode skifter i løbet af {input.skema_b_aar}",
                )
            ]
        )
    return foerste


def _find_on(
    input: MaksimumsbeloebInput, dato: date, parameter_id: str, boligtype: str, parametre: Parametre
) -> Vaerdi | None:
    for region, bred_type in _widened(parametre, parameter_id, input.region, boligtype):
        fundet = parametre.find(
            parameter_id, dato, region=region, boligtype=bred_type, tilsagnsdato=input.tilsagnsdato
        )
        if fundet:
            return fundet
    return None


def _find_satser(
    input: MaksimumsbeloebInput, del_: MaksimumsbeloebDel, sted: str, parametre: Parametre
) -> _Satser:
    pr_m2 = _find_dated(input, PR_M2, del_.boligtype, parametre)
    if pr_m2 is None:
        raise _explain_missing(input, del_, sted, parametre)
    metode = _find_dated(input, METODE, del_.boligtype, parametre)
    if metode is None:
        raise ManglerTabel(input.skema_b_aar, _known_years(parametre))
    pr_bolig = None
    if metode.vaerdi == "pr_bolig_og_m2":
        pr_bolig = _find_dated(input, PR_BOLIG, del_.boligtype, parametre)
        if pr_bolig is None:
            raise UdenForGyldighed(
                PR_BOLIG, input.skema_b_dato or date(input.skema_b_aar, 1, 1), _perioder(PR_BOLIG, parametre),
                parametre.get(PR_BOLIG).navn,
                f"Beløbet pr. bolig for {input.skema_b_aar} mangler; en administrator kan tilføje det på siden "
                "Parametre → Tilføj, eller som CSV.",
            )  # fmt: skip
    return _Satser(metode, pr_m2, pr_bolig, _find_dated(input, ENERGITILLAEG, del_.boligtype, parametre))


def _perioder(parameter_id: str, parametre: Parametre) -> list[str]:
    return [r.periode_tekst for r in parametre.get(parameter_id).raekker]


def _known_years(parametre: Parametre) -> tuple[int, ...]:
    return tuple(sorted({r.fra.year for r in parametre.get(PR_M2).raekker if r.fra}))


def _explain_missing(
    input: MaksimumsbeloebInput, del_: MaksimumsbeloebDel, sted: str, parametre: Parametre
) -> UdenForGyldighed | UgyldigtInput:
    """Why there is no amount: no table at all, a region coarser than the table, or no column for the cohort."""
    parameter = parametre.get(PR_M2)
    dato = input.skema_b_dato or date(input.skema_b_aar, 12, 31)
    typer = {bred for _, bred in _widened(parametre, PR_M2, input.region, del_.boligtype)}
    i_aaret = [r for r in parameter.raekker if r.covers(dato) and _has(r.naar.get("boligtype"), typer)]
    if not i_aaret:
        return ManglerTabel(input.skema_b_aar, _known_years(parametre))
    kohorte = [r for r in i_aaret if _covers_tilsagn(r.naar.get("tilsagnsdato"), input.tilsagnsdato)]
    regioner = {r for r, _ in _widened(parametre, PR_M2, input.region, del_.boligtype)}
    if kohorte and not any(_has(r.naar.get("region"), regioner) for r in kohorte):
        findes = ", ".join(sorted({v for r in kohorte for v in _valg(r.naar.get("region"))}))
        besked = f"»{input.region}« er ikke i tabellen for {input.skema_b_aar}; tilladt er {findes}"
        return UgyldigtInput([Fejl("region", besked)])
    return UdenForGyldighed(
        PR_M2, dato, [r.periode_tekst for r in i_aaret if _has(r.naar.get("region"), regioner)], parameter.navn,
        f"{sted}: tabellen har ingen beløb for tilsagn af {format_dato(input.tilsagnsdato)}.",
    )  # fmt: skip


def _covers_tilsagn(krav: object, tilsagnsdato: date) -> bool:
    return not isinstance(krav, Interval) or krav.contains(tilsagnsdato)


def _valg(krav: object) -> frozenset[str]:
    return krav if isinstance(krav, frozenset) else frozenset()


def _has(krav: object, vaerdier: set[str]) -> bool:
    return krav is None or bool(_valg(krav) & vaerdier)


def _compute_del(del_: MaksimumsbeloebDel, sats: _Satser) -> DelMaksimum:
    tillaeg = sats.tillaeg.heltal if sats.tillaeg is not None and sats.tillaeg.vaerdi is not None else 0
    pr_m2 = sats.pr_m2.heltal + tillaeg
    pr_bolig = sats.pr_bolig.heltal if sats.pr_bolig else None
    eksakt = Fraction(pr_m2) * Fraction(del_.bruttoareal_m2 or 0) + Fraction(
        (pr_bolig or 0) * (del_.antal or 0)
    )
    return DelMaksimum(del_.boligtype, pr_m2, pr_bolig, int(eksakt))


def _explain_del(del_: MaksimumsbeloebDel, resultat: DelMaksimum, sats: _Satser) -> Trin:
    led = f"{format_tal(resultat.pr_m2)} kr. pr. m² × {format_m2(del_.bruttoareal_m2 or 0)}"
    if resultat.pr_bolig is not None:
        led += f" + {format_tal(resultat.pr_bolig)} kr. pr. bolig × {del_.antal} boliger"
    kolonne = sats.pr_m2.raekke.naar_tekst
    return Trin(
        f"{name_of(del_.boligtype).capitalize()}: {led} = {format_kroner(resultat.maksimum)} ({kolonne})",
        resultat.maksimum,
    )
