"""Form base with the design system's markup, and fields that read Danish money, areas and dates.

A form class inherits `AlmenForm` or `AlmenModelForm`; `{{ form }}` or `<c-form :form="form">` then gives
error summary, labels, help and errors. Any other form (django-filter, allauth) is dressed with `dress(form)`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from almen.regler.fejl import Fejl
from almen.ui import formater, parsere

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),  # first: it is a RadioSelect too
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.Textarea, "form-input"),
    (forms.widgets.Input, "form-input"),
)
_CHOICE_TEMPLATES: dict[type[forms.Widget], str] = {
    forms.RadioSelect: "ui/widgets/valgliste.html",
    forms.CheckboxSelectMultiple: "ui/widgets/valgliste.html",
}
_MESSAGES = (
    ("required", "Udfyld dette felt."),
    ("invalid_choice", "Vælg en af mulighederne på listen."),
)


def dress_widget(widget: forms.Widget) -> None:
    """Gives a widget the design system's class and, for lists of choices, its markup."""
    for kind, css in _CLASSES:
        if isinstance(widget, kind):
            classes = str(widget.attrs.get("class", "")).split()
            if css not in classes:
                widget.attrs["class"] = " ".join([css, *classes])
            break
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs["rows"] = "4"  # Django's own default fills a phone's screen
    for kind, template in _CHOICE_TEMPLATES.items():
        if isinstance(widget, kind):
            widget.template_name = template


def dress(form: forms.BaseForm) -> forms.BaseForm:
    """Dresses all fields of a form that does not inherit AlmenForm; gives the form back."""
    for field in form.fields.values():
        dress_widget(field.widget)
        _say_what_to_do(field)
    form.use_required_attribute = False
    return form


def _say_what_to_do(field: forms.Field) -> None:
    """Django's own messages tell what is wrong; these tell what to do. A field's own message is kept."""
    for code, text in _MESSAGES:
        if field.error_messages.get(code) == type(field).default_error_messages.get(
            code, forms.Field.default_error_messages.get(code)
        ):
            own = "Sæt kryds her for at gå videre." if isinstance(field, forms.BooleanField) else text
            if code in field.error_messages:
                field.error_messages[code] = own


class _AlmenFormMixin:
    """Danish design system for a Django form.

    `required` is not sent to the browser: its own messages come in the browser's language and hide the error
    summary. Fields that may be empty are marked "(valgfrit)", unless `hide_optional` is set.
    """

    template_name = "ui/formular.html"
    use_required_attribute = False
    hide_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self)  # type: ignore[arg-type]


def fault_text(besked: str) -> str:
    """A rule's message as a sentence: capital first, one full stop last."""
    return f"{besked[:1].upper()}{besked[1:]}".rstrip(".") + "."


def place_fejl(form: forms.BaseForm, fejl: Iterable[Fejl], praefikser: Sequence[str] = ("",)) -> None:
    """Each fault at its field, whose name may begin with one of `praefikser`; one without a field above the form."""
    for item in fejl:
        name = next((key for praefiks in praefikser if (key := praefiks + item.felt) in form.fields), None)
        text = fault_text(item.besked)
        form.add_error(name, text if name or not item.felt else f"{item.felt}: {text}")


class AlmenForm(_AlmenFormMixin, forms.Form):
    """Base of all forms."""


class AlmenModelForm(_AlmenFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Base of all model forms."""


class DanishNumberInput(forms.TextInput):
    """Text input whose value is shown in Danish; a phone shows its number keys."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "a-w-s", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if value in (None, "") or isinstance(value, str):
            return value or None
        return formater.decimal(value).replace(formater.MINUS, "-")


class DateInput(forms.TextInput):
    """Date as text: a native date picker follows the browser's language and cannot show what was mistyped."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "a-w-s", "placeholder": "dd.mm.åååå"}
        super().__init__({**own, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.date):
            return f"{value:%d.%m.%Y}"
        return str(value) if value else None


class ForslagInput(forms.TextInput):
    """Text input with suggestions; other text is allowed too. `forslag` is asked when the field is shown."""

    template_name = "ui/widgets/forslag.html"

    def __init__(self, forslag: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.forslag = forslag

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        liste = f"{context['widget']['attrs'].get('id', name)}_forslag"
        context["widget"]["attrs"]["list"] = liste
        return {**context, "liste": liste, "forslag": list(self.forslag())}


def _sentence(tekst: str) -> str:
    """One full stop, also after "kr."."""
    return f"{tekst.removesuffix('.')}."


class _ParsedField(forms.Field):
    """A field whose text is read by one of the parsers, with bounds that are told in Danish."""

    tomme_fejl = "Feltet skal udfyldes."

    def __init__(self, *, mindst: Any = None, hoejst: Any = None, **kwargs: Any) -> None:
        self.mindst, self.hoejst = mindst, hoejst
        kwargs["error_messages"] = {"required": self.tomme_fejl, **(kwargs.get("error_messages") or {})}
        super().__init__(**kwargs)

    def parse(self, tekst: str) -> Any:
        raise NotImplementedError

    def show(self, vaerdi: Any) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return self.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.mindst is not None and value < self.mindst:
            raise ValidationError(_sentence(f"Skal være mindst {self.show(self.mindst)}"), code="min_value")
        if self.hoejst is not None and value > self.hoejst:
            raise ValidationError(_sentence(f"Må højst være {self.show(self.hoejst)}"), code="max_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class KronerField(_ParsedField):
    """Whole kroner as int, never negative unless `mindst` says so. Reads "1.234.567", "1234567 kr."."""

    widget = DanishNumberInput
    tomme_fejl = "Skriv et beløb i hele kroner."

    def __init__(self, *, mindst: int | None = 0, **kwargs: Any) -> None:
        super().__init__(mindst=mindst, **kwargs)

    def parse(self, tekst: str) -> int:
        return parsere.parse_kroner(tekst)

    def show(self, vaerdi: Any) -> str:
        return formater.kroner(vaerdi)


class HeltalField(_ParsedField):
    """A count as int, never negative unless `mindst` says so. Reads "1500" and "1.500"."""

    widget = DanishNumberInput
    tomme_fejl = "Skriv et helt tal."

    def __init__(self, *, mindst: int | None = 0, **kwargs: Any) -> None:
        super().__init__(mindst=mindst, **kwargs)

    def parse(self, tekst: str) -> int:
        tal = parsere.parse_decimal(tekst)
        if tal != int(tal):
            raise ValueError("Skriv et helt tal, for eksempel 1.500.")
        return int(tal)

    def show(self, vaerdi: Any) -> str:
        return formater.heltal(vaerdi)


class M2Field(_ParsedField):
    """Square metres as Decimal with at most two decimals. Reads "7.400", "7.400,5 m²"."""

    widget = DanishNumberInput
    tomme_fejl = "Skriv et areal i m²."

    def parse(self, tekst: str) -> Decimal:
        areal = parsere.parse_m2(tekst)
        if areal != round(areal, 2):
            raise ValueError("Skriv højst to decimaler.")
        return areal

    def show(self, vaerdi: Any) -> str:
        return formater.m2(vaerdi)


class DecimalField(_ParsedField):
    """A decimal in the precision that was typed, for percentages and key figures."""

    widget = DanishNumberInput
    tomme_fejl = "Skriv et tal."

    def parse(self, tekst: str) -> Decimal:
        return parsere.parse_decimal(tekst)

    def show(self, vaerdi: Any) -> str:
        return formater.decimal(vaerdi)


class KoordinatField(_ParsedField):
    """Degrees (WGS 84) as Decimal. Reads "55,676098" and "55.676098"."""

    widget = DanishNumberInput
    tomme_fejl = "Skriv grader med decimaler, for eksempel 55,676098."

    def parse(self, tekst: str) -> Decimal:
        return parsere.parse_koordinat(tekst)

    def show(self, vaerdi: Any) -> str:
        return formater.decimal(vaerdi)


class DatoField(_ParsedField):
    """A day as date. Reads 31.12.2026, 31-12-2026, 31/12/2026 and 2026-12-31."""

    widget = DateInput
    tomme_fejl = "Skriv en dato, for eksempel 31.12.2026."

    def parse(self, tekst: str) -> dt.date:
        return parsere.parse_dato(tekst)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return value.date()
        return super().to_python(value)

    def show(self, vaerdi: Any) -> str:
        return formater.dato(vaerdi)
