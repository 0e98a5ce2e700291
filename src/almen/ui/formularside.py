"""The page of one form, and what comes after it: the same for every act that is typed on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from almen.regler.fejl import Fejl, UgyldigtInput
from almen.ui.forms import place_fejl

Krummer = Sequence[tuple[str, str]]


def bound(request: HttpRequest) -> Any:
    """What a form is bound to: the POST, also an empty one, which a form without fields would else never see."""
    return request.POST if request.method == "POST" else None


def answer_form(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Any],
    *,
    titel: str,
    done: str,
    til: Any,
    krummer: Krummer = (),
    label: str = "Gem",
    tekst: str = "",
    forklaring: str = "",
    farlig: bool = False,
    til_det_nye: bool = False,
    template: str = "ui/formularside.html",
    placer: Callable[[Any, Sequence[Fejl]], None] = place_fejl,
    **mere: Any,
) -> HttpResponse:
    """The form with what was typed and each fault at its field (400), or the page after it.

    `act` is tried when the form is valid; its UgyldigtInput is placed. Afterwards comes `til` (an address or an object), or
    with `til_det_nye` the page of what `act` gave. `til` is also where *Fortryd* leads. `placer` puts faults at their fields
    where a form has lines of its own.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except UgyldigtInput as error:
            placer(form, error.fejl)
        else:
            messages.success(request, done)
            return redirect(made if til_det_nye else til)
    fortryd = til if isinstance(til, str) else til.get_absolute_url()
    context = {
        "form": form,
        "titel": titel,
        "krummer": krummer,
        "label": label,
        "tekst": tekst,
        "forklaring": forklaring,
        "farlig": farlig,
        "fortryd": fortryd,
        **mere,
    }
    return render(request, template, context, status=400 if form.errors else 200)
