"""Filters of a list: a django-filter FilterSet whose form speaks Danish and wears the design system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import django_filters
from django import forms

from almen.ui.forms import AlmenForm, DatoField, KronerField

ALLE = "Alle"


class AlmenFilterSet(django_filters.FilterSet):
    """Base of all filter sets. Bad values give a Danish error at the field, never a 500."""

    def get_form_class(self) -> type[forms.Form]:
        return type("FilterForm", (_FilterForm,), {n: f.field for n, f in self.filters.items()})


class _FilterForm(AlmenForm):
    hide_optional = True


class LateChoices:
    """Choices that are asked for when the form is made, with the length that django-filter wants to know."""

    def __init__(self, ask: Callable[[], Sequence[tuple[str, str]]]) -> None:
        self.ask = ask

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.ask())

    def __len__(self) -> int:
        return len(self.ask())


class ChoiceFilter(django_filters.ChoiceFilter):
    """One choice, "Alle" when empty. `choices` may be a function."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", ALLE)
        if callable(kwargs.get("choices")):
            kwargs["choices"] = LateChoices(kwargs["choices"])
        super().__init__(*args, **kwargs)


class ModelChoiceFilter(django_filters.ModelChoiceFilter):
    """One row of another model, "Alle" when empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", ALLE)
        super().__init__(*args, **kwargs)


class DatoFilter(django_filters.Filter):
    """A day typed in Danish; use lookup_expr="gte" / "lte" for from and to."""

    field_class = DatoField


class KronerFilter(django_filters.Filter):
    """An amount typed in Danish."""

    field_class = KronerField


__all__ = [
    "AlmenFilterSet",
    "ChoiceFilter",
    "DatoFilter",
    "KronerFilter",
    "ModelChoiceFilter",
]
