"""Rows that a municipality adds itself: yearly figures the program could not know when it was released.

A local row complements what ships. It never overrides a shipped row: overlapping one that has a value is an
error. A shipped row whose value is not known (`vaerdi: null`) may be filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from almen.regler.fejl import Fejl
from almen.regler.parameter import Parameter, Raekke
from almen.regler.resultat import Sikkerhed
from almen.regler.schema import VaerdiFejl, read_dato, read_naar, read_vaerdi

if TYPE_CHECKING:
    from almen.regler.samling import Parametre


@dataclass(frozen=True, slots=True)
class LokalRaekke:
    """One figure added by an administrator.

    `naar` maps a dimension to a value, a list of values, `{mindst, under}` or `{fra, til}`; values may be
    texts as they come from a form, a CSV cell or JSON. `registreret` is the day it was entered.
    """

    parameter: str
    fra: date | None
    til: date | None
    vaerdi: Any
    hjemmel: str
    kilde: str
    registreret: date
    naar: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    id: str | None = None


def build_lokal(raekke: LokalRaekke, parameter: Parameter) -> Raekke:
    """The local row as a row of its parameter; raises VaerdiFejl on the first fault."""
    fejl = _find_fejl(raekke, parameter)
    if fejl:
        raise VaerdiFejl(str(fejl[0]))
    return Raekke(
        id=raekke.id or f"lokal-{_lokal_id(raekke)}", fra=raekke.fra, til=raekke.til,
        naar=read_naar(dict(raekke.naar), parameter.dimensioner),
        vaerdi=read_vaerdi(raekke.vaerdi, parameter.enhed, parameter.felter), hjemmel=raekke.hjemmel,
        kilde=raekke.kilde, sikkerhed=Sikkerhed.SIKKER, note=raekke.note, lokal=True,
        registreret=raekke.registreret,
    )  # fmt: skip


def _lokal_id(raekke: LokalRaekke) -> str:
    dele = [str(raekke.fra or "aaben"), *(f"{navn}={vaerdi}" for navn, vaerdi in sorted(raekke.naar.items()))]
    return "-".join(dele)


def validate_lokal(
    raekke: LokalRaekke, parametre: Parametre, andre: Iterable[LokalRaekke] = ()
) -> list[Fejl]:
    """Every fault of a local row, for a form or a CSV import. Empty list = it may be added.

    `parametre` is what it is to be added to (shipped, or shipped with local rows); `andre` are other new rows
    that are to be added at the same time.
    """
    if raekke.parameter not in parametre:
        lokale = ", ".join(p.id for p in parametre.som_kan_suppleres())
        return [
            Fejl("parameter", f"»{raekke.parameter}« findes ikke; lokale rækker kan tilføjes til {lokale}")
        ]
    parameter = parametre.get(raekke.parameter)
    fejl = _find_fejl(raekke, parameter)
    if fejl:
        return fejl
    ny = build_lokal(raekke, parameter)
    for anden in andre:
        if anden.parameter == raekke.parameter and anden is not raekke and not _find_fejl(anden, parameter) \
                and build_lokal(anden, parameter).overlaps(ny):  # fmt: skip
            fejl.append(Fejl("fra", "overlapper en anden række, der tilføjes samtidig"))
    return fejl


def _find_fejl(raekke: LokalRaekke, parameter: Parameter) -> list[Fejl]:
    if not parameter.lokal:
        return [Fejl("parameter", f"»{parameter.id}« er fastsat i loven og kan ikke suppleres lokalt")]
    fejl = [Fejl(felt, "skal udfyldes") for felt in ("hjemmel", "kilde") if not getattr(raekke, felt).strip()]
    if raekke.fra is None:
        fejl.append(Fejl("fra", "skal udfyldes"))
    if raekke.fra and raekke.til and raekke.til < raekke.fra:
        fejl.append(Fejl("til", f"({raekke.til}) ligger før fra ({raekke.fra})"))
    elif parameter.aarlig and raekke.fra and (raekke.til is None or raekke.til.year != raekke.fra.year):
        fejl.append(Fejl("til", f"skal ligge i {raekke.fra.year}: tallet fastsættes for et år ad gangen"))
    try:
        vaerdi = read_vaerdi(raekke.vaerdi, parameter.enhed, parameter.felter)
        if vaerdi is None:
            fejl.append(Fejl("vaerdi", "skal udfyldes"))
        elif not isinstance(vaerdi, str | date | Mapping) and vaerdi < 0:
            fejl.append(Fejl("vaerdi", "må ikke være negativ"))
    except VaerdiFejl as grund:
        fejl.append(Fejl("vaerdi", str(grund)))
    try:
        naar = read_naar(dict(raekke.naar), parameter.dimensioner)
    except VaerdiFejl as grund:
        return [*fejl, Fejl("naar", str(grund))]
    if not fejl:
        fejl.extend(_overlap_fejl(raekke, naar, parameter))
    return fejl


def _overlap_fejl(raekke: LokalRaekke, naar: Mapping[str, Any], parameter: Parameter) -> list[Fejl]:
    proeve = Raekke("", raekke.fra, raekke.til, naar, None, "", "", Sikkerhed.SIKKER)
    return [
        Fejl(
            "fra",
            f"overlapper {'den lokale række' if fast.lokal else 'programmets egen række'} {fast.periode_tekst}; "
            "en lokal række supplerer og erstatter aldrig",
        )
        for fast in parameter.raekker
        if fast.vaerdi is not None and fast.overlaps(proeve)
    ]


def lokale_kolonner(parameter: Parameter) -> tuple[str, ...]:
    """The CSV columns for adding rows to a parameter: dates, its dimensions, value, legal basis, source, note."""
    kolonner = ["parameter", "fra", "til"]
    for dimension in parameter.dimensioner:
        ender = {"valg": [""], "talinterval": ["_mindst", "_under"], "datointerval": ["_fra", "_til"]}[
            dimension.slags
        ]
        kolonner += [dimension.navn + ende for ende in ender]
    kolonner += [f"vaerdi_{felt}" for felt in parameter.felter] or ["vaerdi"]
    return (*kolonner, "hjemmel", "kilde", "note")


def lokale_fra_csv(
    raekker: Sequence[Mapping[str, str]], registreret: date, parametre: Parametre
) -> tuple[tuple[LokalRaekke, ...], tuple[Fejl, ...]]:
    """Rows of a CSV file (header → cell) as local rows, and every fault with its cell (`række 3.fra`).

    Nothing is to be saved unless the second tuple is empty. The first data row is row 2, as in a spreadsheet.
    """
    gode: list[LokalRaekke] = []
    fejl: list[Fejl] = []
    for nummer, celler in enumerate(raekker, start=2):
        try:
            ny = _read_csv_raekke(celler, registreret, parametre)
        except VaerdiFejl as grund:
            fejl.append(Fejl(f"række {nummer}", str(grund)))
            continue
        fund = validate_lokal(ny, parametre, gode)
        fejl.extend(Fejl(f"række {nummer}.{f.felt}", f.besked) for f in fund)
        gode.append(ny)
    return tuple(gode), tuple(fejl)


def _read_csv_raekke(celler: Mapping[str, str], registreret: date, parametre: Parametre) -> LokalRaekke:
    fyldte = {navn.strip(): (celle or "").strip() for navn, celle in celler.items() if navn}
    parameter_id = fyldte.pop("parameter", "")
    if parameter_id not in parametre:
        raise VaerdiFejl(f"parameter: »{parameter_id}« findes ikke")
    parameter = parametre.get(parameter_id)
    ukendte = {n for n, celle in fyldte.items() if celle} - set(lokale_kolonner(parameter))
    if ukendte:
        raise VaerdiFejl(
            f"ukendt kolonne »{', '.join(sorted(ukendte))}«; tilladt er {', '.join(lokale_kolonner(parameter))}"
        )
    naar: dict[str, Any] = {}
    for dimension in parameter.dimensioner:
        if dimension.slags == "valg":
            if fyldte.get(dimension.navn):
                naar[dimension.navn] = [v.strip() for v in fyldte[dimension.navn].split("|")]
            continue
        ender = ("mindst", "under") if dimension.slags == "talinterval" else ("fra", "til")
        interval = {
            ende: fyldte[f"{dimension.navn}_{ende}"]
            for ende in ender
            if fyldte.get(f"{dimension.navn}_{ende}")
        }
        if interval:
            naar[dimension.navn] = interval
    vaerdi: Any = fyldte.get("vaerdi") or None
    if parameter.felter:
        vaerdi = {felt: fyldte.get(f"vaerdi_{felt}") or None for felt in parameter.felter}
    return LokalRaekke(
        parameter=parameter_id,
        fra=read_dato(fyldte["fra"]) if fyldte.get("fra") else None,
        til=read_dato(fyldte["til"]) if fyldte.get("til") else None,
        vaerdi=vaerdi,
        hjemmel=fyldte.get("hjemmel", ""),
        kilde=fyldte.get("kilde", ""),
        registreret=registreret,
        naar=MappingProxyType(naar),
        note=fyldte.get("note", ""),
    )
