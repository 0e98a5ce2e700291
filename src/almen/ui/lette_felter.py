"""Widgets that write themselves without a template of their own: for pages with hundreds of fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def _attributes(widget: forms.Widget, name: str, attrs: dict[str, Any] | None) -> SafeString:
    return flatatt({"name": name, **widget.build_attrs(widget.attrs, attrs)})


class LetTekst(forms.TextInput):
    """As TextInput."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field as HTML, everything escaped."""
        return format_html('<input type="text" value="{}"{}>', value or "", _attributes(self, name, attrs))


class LetTekstfelt(forms.Textarea):
    """As Textarea."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field as HTML, everything escaped."""
        return format_html("<textarea{}>\r\n{}</textarea>", _attributes(self, name, attrs), value or "")


class LetValg(forms.Select):
    """As Select, without groups."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field as HTML, everything escaped."""
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        return format_html("<select{}>{}</select>", _attributes(self, name, attrs), options)


class LetSkjult(forms.HiddenInput):
    """As HiddenInput."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The field as HTML, everything escaped."""
        shown = "" if value is None else value
        return format_html('<input type="hidden" value="{}"{}>', shown, _attributes(self, name, attrs))
