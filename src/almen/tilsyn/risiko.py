"""What the figures of a boligorganisation or an afdeling point to: flags by rule, each with its reason. Pure; no score, no black box.

A flag is raised only where a figure breaks a limit, and tells both. What a limit is missing for stays silent. The order of
subjects is counted, not weighed: grave flags, other flags, dwellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from almen.regler.dansk import format_tal, join_med
from almen.tilsyn.risikoregler import Alvor, Niveau, Regel
from almen.tilsyn.udvikling import Gruppetal, afvigelse_fra

if TYPE_CHECKING:
    from almen.tilsyn.indikatorer import Indikator
    from almen.tilsyn.kritisk import Kritisk

TOMGANG = "tomgang_pct"
ARTSORD = {
    "forbehold": "forbehold i påtegningen",
    "kritisk": "kritisk bemærkning",
}


@dataclass(frozen=True, slots=True)
class Laest:
    """A figure as read: its value (None: the source does not know), and the key of its reading."""

    vaerdi: Decimal | None
    noegle: int


@dataclass(frozen=True, slots=True)
class Ledige:
    """Vacant dwellings with loss of rent at the year's count."""

    ledige: int
    boliger: int


@dataclass(frozen=True, slots=True)
class Bemaerkning:
    """An open remark of the auditor: its key, kind and financial year."""

    noegle: int
    art: str
    aar: int


@dataclass(frozen=True, slots=True)
class Sammenligning:
    """Those that a subject is compared with. `tal`: their figures described; `har`: how many of them have a figure; `antal`: all."""

    navn: str
    antal: int
    tal: Mapping[str, Gruppetal] = field(default_factory=dict)
    har: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Emne:
    """One subject in one financial year. `foer`: its earlier figures by key figure and year; `andre`: itself among its like."""

    niveau: Niveau
    aar: int
    tal: Mapping[str, Laest]
    andre: Sammenligning
    foer: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    bemaerkninger: tuple[Bemaerkning, ...] = ()
    ledige: Ledige | None = None


@dataclass(frozen=True, slots=True)
class Graenser:
    """The limits of a financial year; None: not set, and the rules that need it are silent. Percentages and counts."""

    kritiske: Mapping[str, Kritisk]
    afvigelse: Decimal | None
    gruppe_mindst: int | None
    aar_i_traek: int | None
    udvikling_pct: Decimal | None
    mangler_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign: by which rule, how grave, the reason in words, the figure and the limit that it breaks.

    `parameter`: id of the limit ("" where it is a plain zero or a day). `maal`: what to look at, as "tal:17" or "bemaerkning:4".
    """

    regel: str
    alvor: Alvor
    tekst: str
    vaerdi: str
    graense: str
    parameter: str = ""
    indikator: str = ""
    maal: str = ""

    def as_json(self) -> dict[str, str]:
        """The flag as the projection keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> Flag:
        """A flag that `as_json` wrote."""
        return cls(**{name: data[name] for name in cls.__slots__ if name in data})


def find_flag(
    emne: Emne, regler: Iterable[Regel], indikatorer: Mapping[str, Indikator], graenser: Graenser
) -> tuple[Flag, ...]:
    """The flags of one subject, the grave ones first, then in the order of the rules and of the catalogue.

    Rules that depend on today are not asked here.
    """
    found: list[Flag] = []
    for regel in regler:
        if regel.dagens or emne.niveau not in regel.gaelder:
            continue
        if regel.art in _EACH:
            asked = (
                _EACH[regel.art](regel, emne, id_, indikator, graenser)
                for id_, indikator in indikatorer.items()
                if indikator.daarligt != "ingen" and indikator.is_of(emne.niveau)
            )
            found += [flag for flag in asked if flag is not None]
        elif flag := _ONCE[regel.art](regel, emne, indikatorer, graenser):
            found.append(flag)
    return sort_flag(found)


def sort_flag(flag: Iterable[Flag]) -> tuple[Flag, ...]:
    """The grave ones first, else as they came."""
    return tuple(sorted(flag, key=lambda item: item.alvor != "alvorlig"))


def count_flag(flag: Iterable[Flag]) -> tuple[int, int]:
    """(grave ones, others)."""
    grave = [item.alvor == "alvorlig" for item in flag]
    return sum(grave), len(grave) - sum(grave)


def order_of(
    alvorlige: int, opmaerksomme: int, boliger: int | None, navn: str, noegle: int
) -> tuple[Any, ...]:
    """The key that sorts subjects: most grave flags, most others, most dwellings; then name and key, so that it is total."""
    return (-alvorlige, -opmaerksomme, -(boliger or 0), navn, noegle)


def silent_because(regel: Regel, graenser: Graenser) -> str:
    """Why a rule can raise no flag at all that year, in Danish; "" if it can."""
    if regel.art == "kritisk_vaerdi":
        known = [item for item in graenser.kritiske.values() if item.graense is not None]
        return "" if known else "Kommunen har ikke sat kritiske værdier for året."
    if regel.art == "ledighed":
        limit = graenser.kritiske.get(TOMGANG)
        known_limit = limit is not None and limit.graense is not None
        return "" if known_limit else "Kommunen har ikke sat en kritisk værdi for tomgang."
    needed: dict[str, tuple[object, ...]] = {
        "afviger": (graenser.afvigelse, graenser.gruppe_mindst),
        "udvikling": (graenser.aar_i_traek, graenser.udvikling_pct),
        "mangler": (graenser.mangler_pct,),
    }
    return "Grænsen er ikke sat for året." if None in needed.get(regel.art, ()) else ""


def _critical(regel: Regel, emne: Emne, id_: str, indikator: Indikator, graenser: Graenser) -> Flag | None:
    limit, read = graenser.kritiske.get(id_), emne.tal.get(id_)
    if limit is None or limit.graense is None or read is None or read.vaerdi is None:
        return None
    if not limit.is_hit_by(read.vaerdi):
        return None
    vaerdi, graense = _told(indikator, read.vaerdi), _told(indikator, limit.graense)
    side = "over" if limit.ende == "hoejst" else "under"
    return _flag(
        regel,
        {"navn": indikator.navn, "vaerdi": vaerdi, "side": side, "graense": graense, "aar": emne.aar},
        parameter=limit.parameter,
        indikator=id_,
        maal=f"tal:{read.noegle}",
    )


def _deviating(regel: Regel, emne: Emne, id_: str, indikator: Indikator, graenser: Graenser) -> Flag | None:
    group, read = emne.andre.tal.get(id_), emne.tal.get(id_)
    if graenser.afvigelse is None or graenser.gruppe_mindst is None or not indikator.sammenlignes:
        return None
    if group is None or group.antal < graenser.gruppe_mindst or read is None or read.vaerdi is None:
        return None
    found = afvigelse_fra(read.vaerdi, group, graenser.afvigelse)
    bad = "over" if indikator.daarligt == "hoej" else "under"
    if found is None or found.retning != bad:
        return None
    reach = graenser.afvigelse * group.spredning
    limit = group.median + reach if bad == "over" else group.median - reach
    return _flag(
        regel,
        {
            "navn": indikator.navn,
            "vaerdi": _told(indikator, read.vaerdi),
            "side": bad,
            "antal": format_tal(group.antal),
            "median": _told(indikator, group.median),
            "graense": _told(indikator, limit),
            "aar": emne.aar,
        },
        parameter="tilsyn.afvigelse.graense",
        indikator=id_,
        maal=f"tal:{read.noegle}",
    )


def _worsening(regel: Regel, emne: Emne, id_: str, indikator: Indikator, graenser: Graenser) -> Flag | None:
    read = emne.tal.get(id_)
    if graenser.aar_i_traek is None or graenser.udvikling_pct is None or not indikator.sammenlignes:
        return None
    if read is None or read.vaerdi is None:
        return None
    sign = 1 if indikator.daarligt == "hoej" else -1
    earlier = emne.foer.get(id_, {})
    run = [read.vaerdi]
    # One year at a time: a year without a figure ends the run.
    while (before := earlier.get(emne.aar - len(run))) is not None and (run[-1] - before) * sign > 0:
        run.append(before)
    run.reverse()
    years = len(run) - 1
    if years < max(graenser.aar_i_traek, 1):
        return None
    # Any change away from nothing is large.
    change = abs(run[-1] - run[0]) / abs(run[0]) * 100 if run[0] else None
    if change is not None and change < graenser.udvikling_pct:
        return None
    first = emne.aar - years
    return _flag(
        regel,
        {
            "navn": indikator.navn,
            "vaerdi": "fra nul" if change is None else _pct(change),
            "retning": "steget" if sign > 0 else "faldet",
            "antal": format_tal(years),
            "raekke": ", ".join(f"{indikator.vis_tal(v)} ({first + n})" for n, v in enumerate(run)),
            "graense": _pct(graenser.udvikling_pct),
            "aar": emne.aar,
        },
        parameter="tilsyn.udvikling.aar_i_traek",
        indikator=id_,
        maal=f"tal:{read.noegle}",
    )


def _missing(
    regel: Regel, emne: Emne, indikatorer: Mapping[str, Indikator], graenser: Graenser
) -> Flag | None:
    others = emne.andre.antal - 1
    if graenser.mangler_pct is None or others < 1:
        return None
    told: list[str] = []
    top = Decimal(0)
    for id_, indikator in indikatorer.items():
        read = emne.tal.get(id_)
        if not indikator.is_of(emne.niveau) or (read is not None and read.vaerdi is not None):
            continue
        have = emne.andre.har.get(id_, 0)
        share = Decimal(have * 100) / others
        if have and share >= graenser.mangler_pct:
            top = max(top, share)
            told.append(f"{indikator.kort} ({format_tal(have)} af {format_tal(others)} andre har det)")
    if not told:
        return None
    return _flag(
        regel,
        {
            "hvilke": join_med(told),
            "aar": emne.aar,
            "vaerdi": _pct(top),
            "graense": _pct(graenser.mangler_pct),
        },
        parameter="tilsyn.mangler.andel_pct",
    )


def _remarked(
    regel: Regel, emne: Emne, indikatorer: Mapping[str, Indikator], graenser: Graenser
) -> Flag | None:
    grave = sorted(
        (item for item in emne.bemaerkninger if item.art in ARTSORD and item.aar <= emne.aar),
        key=lambda item: (-item.aar, item.art, item.noegle),
    )
    if not grave:
        return None
    count = "1 bemærkning" if len(grave) == 1 else f"{format_tal(len(grave))} bemærkninger"
    which = join_med([f"{ARTSORD[item.art]} ({item.aar})" for item in grave])
    return _flag(
        regel,
        {"antal": count, "hvilke": which, "aar": emne.aar, "vaerdi": count, "graense": "0"},
        maal=f"bemaerkning:{grave[0].noegle}",
    )


def _vacant(
    regel: Regel, emne: Emne, indikatorer: Mapping[str, Indikator], graenser: Graenser
) -> Flag | None:
    limit, indikator, count = graenser.kritiske.get(TOMGANG), indikatorer.get(TOMGANG), emne.ledige
    if limit is None or limit.graense is None or indikator is None or count is None or not count.boliger:
        return None
    share = Decimal(count.ledige * 100) / count.boliger
    if not limit.is_hit_by(share):
        return None
    return _flag(
        regel,
        {
            "ledige": format_tal(count.ledige),
            "boliger": format_tal(count.boliger),
            "vaerdi": _told(indikator, share),
            "graense": _told(indikator, limit.graense),
            "aar": emne.aar,
        },
        parameter=limit.parameter,
        indikator=TOMGANG,
        maal="ledighed",
    )


_EACH = {"kritisk_vaerdi": _critical, "afviger": _deviating, "udvikling": _worsening}
_ONCE = {"mangler": _missing, "revision": _remarked, "ledighed": _vacant}


def make_flag(regel: Regel, ord_: Mapping[str, Any], *, vaerdi: str, graense: str, maal: str = "") -> Flag:
    """A flag of a rule that depends on today, with its words, figure and limit."""
    return _flag(regel, {**ord_, "vaerdi": vaerdi, "graense": graense}, maal=maal)


def _flag(
    regel: Regel, ord_: Mapping[str, Any], *, parameter: str = "", indikator: str = "", maal: str = ""
) -> Flag:
    return Flag(
        regel=regel.id,
        alvor=regel.alvor,
        # A unit that ends in a point takes none more.
        tekst=regel.tekst.format(**ord_).replace("..", "."),
        vaerdi=str(ord_["vaerdi"]),
        graense=str(ord_["graense"]),
        parameter=parameter,
        indikator=indikator,
        maal=maal,
    )


def _told(indikator: Indikator, vaerdi: Decimal) -> str:
    return indikator.vis(vaerdi)


def _pct(vaerdi: Decimal) -> str:
    return f"{format_tal(vaerdi.quantize(Decimal(1), rounding=ROUND_HALF_UP))} pct."
