"""A note's sources and drawings on the page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from almen.papirer import Kilde, Papir, Tegning

register = template.Library()


@register.simple_tag
def kilder_af(kilder: Iterable[Kilde], papir: Papir) -> SafeString:
    """The numbers of the sources as links to the list of them."""
    numbers = {kilde: number for number, kilde in enumerate(papir.kilder, start=1)}
    own = sorted({numbers[kilde] for kilde in kilder})
    if not own:
        return SafeString("")
    links = format_html_join(", ", '<a href="#kilde-{}">{}</a>', ((n, n) for n in own))
    return format_html(' <small class="a-note">[{}]</small>', links)


@register.simple_tag
def tegning_svg(tegning: Tegning) -> SafeString:
    """The drawing itself: our own SVG, whose texts were escaped when it was drawn."""
    return mark_safe(tegning.svg)
