"""The columns of the risk overview, declared once for page and export."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from almen.tilsyn.models import Tilsynsbillede
from almen.tilsyn.selectors.risiko import Tegn, tegn_of
from almen.ui.kolonner import Kolonne

# Enough to see why; the rest is one click away. Lists of fifty must be read, also on a phone.
SHOWN = 2


def _tegn(row: Tilsynsbillede) -> list[Tegn]:
    """The row's signs, read once for all columns."""
    found: list[Tegn] | None = getattr(row, "_tegn", None)
    if found is None:
        found = tegn_of(row)
        row._tegn = found  # type: ignore[attr-defined]
    return found


def _line(item: Tegn) -> SafeString:
    mark = format_html('<span class="a-chip a-tone-{}">{}</span> ', item.tone, item.navn)
    if item.url:
        return format_html('{}<a href="{}">{}</a>', mark, item.url, item.tekst)
    return format_html("{}{}", mark, item.tekst)


def _reasons(row: Tilsynsbillede) -> SafeString | None:
    """The signs with their reasons, each with the way to its figure."""
    found = _tegn(row)
    if not found:
        return None
    lines = [_line(item) for item in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(
            format_html(
                '<a href="{}">{} tegn til</a>',
                reverse("tilsyn:risiko_afdeling", args=[row.pk]),
                len(found) - SHOWN,
            )
        )
    return format_html(
        '<ul class="a-list">{}</ul>',
        format_html_join("", "<li><div>{}</div></li>", ((line,) for line in lines)),
    )


def _exported(row: Tilsynsbillede) -> str:
    return "\n".join(f"{item.navn}: {item.tekst}" for item in _tegn(row))


RISIKOKOLONNER = (
    Kolonne(
        "afdeling",
        "Afdeling",
        lambda row: str(row.afdeling),
        url=lambda row: reverse("tilsyn:risiko_afdeling", args=[row.pk]),
        sorter=("afdeling__navn", "afdeling__nummer"),
    ),
    Kolonne("organisation", "Boligorganisation", "boligorganisation.navn", sorter="boligorganisation__navn"),
    Kolonne("bydel", "Bydel", "afdeling.bydel", sorter="afdeling__bydel"),
    Kolonne("boliger", "Boliger", "boliger", "heltal", sorter="boliger"),
    Kolonne("alvorlige", "Alvorlige tegn", "alvorlige", "heltal", sorter="alvorlige"),
    Kolonne("opmaerksomme", "Andre tegn", "opmaerksomme", "heltal", sorter="opmaerksomme"),
    Kolonne("grunde", "Hvorfor", _reasons, eksport=False),
    Kolonne("alle_grunde", "Alle tegn med begrundelse", _exported, skjult=True),
    Kolonne("aar", "Regnskabsår", lambda row: str(row.aar), skjult=True),
    Kolonne("nummer", "Afdelingens nummer", "afdeling.nummer", skjult=True),
    Kolonne("lbf", "Boligorganisationens LBF-nummer", "boligorganisation.lbf_nummer", skjult=True),
    Kolonne("bygningstype", "Bygningstype", "afdeling.get_bygningstype_display", skjult=True),
    Kolonne("gruppe", "Sammenlignes med", "gruppe", skjult=True),
)
