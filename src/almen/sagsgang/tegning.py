"""A route as text and as SVG: a row for each step, and lines that show what rests on what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from almen.sagsgang.dansk import dansk_dato
from almen.sagsgang.definition import Fase, Sagsgang, Trin
from almen.sagsgang.profil import Profil
from almen.sagsgang.tilstand import Tilstand, Trinstatus

# The design system's palette; a step's state also stands as a word and a sign, never as colour alone.
GROEN, BLAA, GRAA, ROED, STREG, LINJE, BLAEK, PAPIR = (
    "#2a7a3b", "#0059b3", "#5a6270", "#b3261e", "#d9dde3", "#aab2bd", "#1a1a1a", "#ffffff",
)  # fmt: skip
_STATUS: dict[str, tuple[str, str, str]] = {
    Trinstatus.UDFOERT: ("✓", GROEN, "udført"),
    Trinstatus.AABEN: ("●", BLAA, "kan besluttes nu"),
    Trinstatus.VALGFRI: ("○", BLAA, "kan bruges nu (valgfrit)"),
    Trinstatus.VENTER: ("…", GRAA, "venter"),
    Trinstatus.STANDSET: ("‖", ROED, "standset"),
    Trinstatus.FORKASTET: ("✕", ROED, "forkastet"),
    Trinstatus.IKKE_RELEVANT: ("–", GRAA, "indgår ikke"),
}
_UDEN_TILSTAND = ("", BLAA, "")

RAEKKE, FASE, SPOR, KANT, BREDDE = 54, 44, 30, 20, 860


def draw_text(
    sagsgang: Sagsgang,
    tilstand: Tilstand | None = None,
    profil: Profil | None = None,
    dato: dt.date | None = None,
) -> str:
    """The route as lines of text, phase by phase; with `tilstand` also where each step stands.

    `profil` gives the actors their names, as of `dato` (default: the version's first day).
    """
    number = {trin.id: index for index, trin in enumerate(sagsgang.orden, start=1)}
    lines = [_heading(sagsgang)]
    for fase in sagsgang.faser:
        lines += ["", fase.navn]
        for trin in (item for item in sagsgang.orden if item.fase == fase.id):
            after = ", ".join(str(number[key]) for key in trin.efter)
            details = [
                _actor(trin, profil, dato or sagsgang.gyldig_fra),
                f"efter {after}" if after else "begynder",
            ]
            if trin.valgfrit:
                details.append("valgfrit")
            if trin.naar:
                details.append(_lower(sagsgang.betingelser[trin.id]))
            if trin.sikkerhed != "sikker":
                details.append(trin.sikkerhed)
            sign = f"{_STATUS[tilstand.trin[trin.id].status][0]} " if tilstand else ""
            lines.append(f"  {sign}{number[trin.id]:2}. {trin.navn} ({'; '.join(details)})")
    return "\n".join(lines) + "\n"


def draw_svg(
    sagsgang: Sagsgang,
    tilstand: Tilstand | None = None,
    profil: Profil | None = None,
    dato: dt.date | None = None,
) -> str:
    """The route as an SVG drawing that stands alone, with title and description; no style, no script.

    Arguments as for `draw_text`.
    """
    plan = _layout(sagsgang)
    day = dato or sagsgang.gyldig_fra
    ident = f"sagsgang-{sagsgang.sha256[:12]}"  # two routes on one page must not share ids
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {BREDDE} {plan.height}" '
        f'width="{BREDDE}" height="{plan.height}" font-family="IBM Plex Sans, sans-serif" font-size="15" '
        f'aria-labelledby="{ident}-titel {ident}-beskrivelse">',
        f'<title id="{ident}-titel">{escape(_heading(sagsgang))}</title>',
        f'<desc id="{ident}-beskrivelse">{escape(_description(sagsgang, tilstand, profil, day))}</desc>',
        f'<rect width="{BREDDE}" height="{plan.height}" fill="{PAPIR}"/>',
    ]
    parts += [_phase_label(fase, plan) for fase in sagsgang.faser]
    parts += [_line(plan, key, trin.id) for trin in sagsgang.orden for key in _direct(sagsgang, trin)]
    parts += [_row(sagsgang, trin, plan, tilstand, _actor(trin, profil, day)) for trin in sagsgang.orden]
    return "\n".join([*parts, "</svg>"]) + "\n"


@dataclass(frozen=True)
class _Plan:
    """Where everything stands: a row for each step, a track for each branch, a heading for each phase."""

    y: Mapping[str, int]
    track: Mapping[str, int]
    phase_y: Mapping[str, int]
    height: int

    def x(self, key: str) -> int:
        return KANT + SPOR // 2 + self.track[key] * SPOR

    @property
    def text_x(self) -> int:
        return KANT + (max(self.track.values()) + 1) * SPOR + 12


def _layout(sagsgang: Sagsgang) -> _Plan:
    y: dict[str, int] = {}
    phase_y: dict[str, int] = {}
    rows: list[Trin] = []
    top = KANT
    for fase in sagsgang.faser:
        phase_y[fase.id] = top
        top += FASE
        for trin in (item for item in sagsgang.orden if item.fase == fase.id):
            rows.append(trin)
            y[trin.id] = top + RAEKKE // 2
            top += RAEKKE
    return _Plan(y, _tracks(sagsgang, rows), phase_y, top + KANT)


def _tracks(sagsgang: Sagsgang, rows: list[Trin]) -> dict[str, int]:
    """A step goes on in its prerequisite's track if that ends there; else in the first one free."""
    place = {trin.id: index for index, trin in enumerate(rows)}
    direct = {trin.id: _direct(sagsgang, trin) for trin in rows}
    last_needed = dict(place)
    for key, parents in direct.items():
        for parent in parents:
            last_needed[parent] = max(last_needed[parent], place[key])
    track: dict[str, int] = {}
    tail: dict[int, str] = {}
    busy: dict[int, int] = {}
    for trin in rows:
        parents = direct[trin.id]
        own = [track[key] for key in parents if tail[track[key]] == key]
        since = min((place[key] for key in parents), default=place[trin.id])
        free = next(number for number in range(len(rows) + 1) if busy.get(number, -1) <= since)
        chosen = min(own) if own else free
        track[trin.id], tail[chosen] = chosen, trin.id
        busy[chosen] = max(busy.get(chosen, -1), last_needed[trin.id])
    return track


def _direct(sagsgang: Sagsgang, trin: Trin) -> list[str]:
    """Prerequisites that no other prerequisite already follows: the lines that a reader needs."""
    return [
        key
        for key in trin.efter
        if not any(other != key and key in sagsgang.forgaengere[other] for other in trin.efter)
    ]


def _phase_label(fase: Fase, plan: _Plan) -> str:
    top = plan.phase_y[fase.id]
    return (
        f'<line x1="{plan.text_x}" y1="{top + 6}" x2="{BREDDE - KANT}" y2="{top + 6}" stroke="{STREG}"/>'
        f'<text x="{plan.text_x}" y="{top + 30}" font-weight="600" font-size="13" fill="{GRAA}">'
        f"{escape(fase.navn)}</text>"
    )


def _line(plan: _Plan, start: str, end: str) -> str:
    """Straight down a track; into another one bending at once when branching off, at the end when joining."""
    x1, y1, x2, y2 = plan.x(start), plan.y[start], plan.x(end), plan.y[end]
    bend = RAEKKE // 2
    if x1 == x2:
        path = f"M{x1} {y1} V{y2}"
    elif x2 > x1:
        path = f"M{x1} {y1} C{x1} {y1 + bend} {x2} {y1 + bend} {x2} {y1 + RAEKKE} V{y2}"
    else:
        path = f"M{x1} {y1} V{y2 - RAEKKE} C{x1} {y2 - bend} {x2} {y2 - bend} {x2} {y2}"
    return f'<path d="{path}" fill="none" stroke="{LINJE}" stroke-width="2"/>'


def _row(sagsgang: Sagsgang, trin: Trin, plan: _Plan, tilstand: Tilstand | None, aktoer: str) -> str:
    status = tilstand.trin[trin.id].status if tilstand else None
    sign, colour, word = _STATUS[status] if status else _UDEN_TILSTAND
    filled = status in (Trinstatus.UDFOERT, Trinstatus.FORKASTET, Trinstatus.STANDSET)
    dashed = ' stroke-dasharray="4 3"' if trin.valgfrit or status is Trinstatus.IKKE_RELEVANT else ""
    x, y = plan.x(trin.id), plan.y[trin.id]
    details = [aktoer, word, "valgfrit" if trin.valgfrit and status is not Trinstatus.VALGFRI else ""]
    if trin.naar:
        details.append(_lower(sagsgang.betingelser[trin.id]))
    if trin.sikkerhed != "sikker":
        details.append(trin.sikkerhed)
    ink = GRAA if status is Trinstatus.IKKE_RELEVANT else BLAEK
    return (
        f'<g><circle cx="{x}" cy="{y}" r="11" fill="{colour if filled else PAPIR}" stroke="{colour}" '
        f'stroke-width="2.5"{dashed}/><text x="{x}" y="{y + 5}" text-anchor="middle" font-size="13" '
        f'font-weight="700" fill="{PAPIR if filled else colour}">{sign}</text>'
        f'<text x="{plan.text_x}" y="{y - 2}" font-weight="600" fill="{ink}">{escape(trin.navn)}</text>'
        f'<text x="{plan.text_x}" y="{y + 16}" font-size="13" fill="{GRAA}">'
        f"{escape(' · '.join(part for part in details if part))}</text></g>"
    )


def _heading(sagsgang: Sagsgang) -> str:
    unsure = "" if sagsgang.vedtaget.sikkerhed == "sikker" else f", {sagsgang.vedtaget.sikkerhed}"
    begins = dansk_dato(sagsgang.gyldig_fra)
    return f"Sagsgang {sagsgang.sagstype} {sagsgang.version}, gælder fra {begins}{unsure}"


def _description(sagsgang: Sagsgang, tilstand: Tilstand | None, profil: Profil | None, dato: dt.date) -> str:
    names = {trin.id: trin.navn for trin in sagsgang.trin}
    sentences = []
    for trin in sagsgang.orden:
        after = ", ".join(names[key] for key in trin.efter)
        state = f", {_STATUS[tilstand.trin[trin.id].status][2]}" if tilstand else ""
        follows = f", efter: {after}" if after else ""
        sentences.append(f"{trin.navn} ({_actor(trin, profil, dato)}{state}{follows}).")
    return " ".join(sentences)


def _actor(trin: Trin, profil: Profil | None, dato: dt.date) -> str:
    return profil.aktoer_navn(trin.aktoer, dato) if profil else trin.aktoer


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
