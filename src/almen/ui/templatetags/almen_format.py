"""Template filters and tags: `{% load almen_format %}`. The formats themselves are in `almen.ui.formater`."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import BaseForm
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from almen.ui import formater
from almen.ui.forms import dress

register = template.Library()
for _navn in (
    "kroner", "mio", "heltal", "decimal", "pct", "m2",
    "dato", "dato_kort", "dato_med_ugedag", "tidspunkt", "dage_til", "ja_nej",
):  # fmt: skip
    register.filter(_navn, getattr(formater, _navn))


@register.filter
def antal(vaerdi: int | None, ord_: str) -> str:
    """`{{ n|antal:"bolig,boliger" }}` → "1 bolig", "1.284 boliger"."""
    ental, flertal = ord_.split(",")
    return formater.antal(vaerdi, ental, flertal)


@register.filter
def stort(tekst: str) -> str:
    """First letter in upper case, the rest untouched."""
    return f"{tekst[:1].upper()}{tekst[1:]}"


@register.filter
def dom_id(tekst: object) -> str:
    """Text as an id for the page."""
    return slugify(str(tekst).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")) or "x"


@register.simple_tag
def bar_parts(dele: list[dict[str, Any]], i_alt: int | Decimal | None = None) -> list[dict[str, Any]]:
    """Places parts on a bar of 0–100 for SVG: each part gets `x` and `bredde` with a point, never a comma.

    `dele`: [{"titel", "vaerdi", "tone"}]; `i_alt`: the whole (default the sum of the parts). Parts beyond the
    whole are cut at the end of the bar: the text beside it tells the figures.
    """
    hele = Decimal(i_alt) if i_alt else sum((Decimal(d["vaerdi"] or 0) for d in dele), Decimal(0))
    placeret, x = [], Decimal(0)
    for nummer, del_ in enumerate(dele, start=1):
        raa = Decimal(del_["vaerdi"] or 0) * 100 / hele if hele > 0 else Decimal(0)
        bredde = max(Decimal(0), min(raa, 100 - x))
        tone = del_.get("tone") or nummer
        placeret.append({**del_, "tone": tone, "x": f"{x:.2f}", "bredde": f"{bredde:.2f}"})
        x += bredde
    return placeret


@lru_cache(maxsize=32)
def _fingerprint(sti: str) -> str:
    fundet = finders.find(sti)
    indhold = Path(fundet).read_bytes() if isinstance(fundet, str) else b""
    return hashlib.sha256(indhold).hexdigest()[:10]


@register.simple_tag
def versioned_static(sti: str) -> str:
    """Address of a static file with its content's fingerprint: browsers fetch it anew when it changes."""
    fingerprint = _fingerprint.__wrapped__(sti) if settings.DEBUG else _fingerprint(sti)
    return f"{static(sti)}?v={fingerprint}"


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **aendringer: object) -> str:
    """This page's address with some query parameters changed; None or "" takes one away."""
    query = context["request"].GET.copy()
    for navn, vaerdi in aendringer.items():
        if vaerdi in (None, ""):
            query.pop(navn, None)
        else:
            query[navn] = str(vaerdi)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, parameter: str, nummer: int) -> str:
    """This page's address at another page number of its list."""
    return url_with(context, **{parameter: nummer if nummer > 1 else None})


@register.filter
def beloeb_eller_tekst(vaerdi: int | Decimal | str | None) -> str:
    """Amounts as grouped digits, text as it is, nothing as an en dash."""
    return vaerdi if isinstance(vaerdi, str) and vaerdi else formater.heltal(vaerdi)


@register.filter
def add_query(adresse: str, parameter: str) -> SafeString:
    """An address with one more query parameter; one that is escaped already is not escaped again."""
    return format_html("{}{}{}", adresse, "&" if "?" in adresse else "?", parameter)


@register.simple_tag
def dressed(form: BaseForm) -> BaseForm:
    """A form that somebody else made, in the design system's markup."""
    return dress(form)
