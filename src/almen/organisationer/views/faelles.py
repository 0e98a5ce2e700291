"""What the pages share: the thing the user may see, the form page, and the act that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almen.organisationer.models import Afdeling, Boligorganisation
from almen.organisationer.selectors import visible_boligorganisationer
from almen.organisationer.services import OrganisationFejl


def find_organisation(request: HttpRequest, lbf: str) -> Boligorganisation:
    """The boligorganisation if the user may see it, else 404."""
    return get_object_or_404(visible_boligorganisationer(request.user), lbf_nummer=lbf)


def find_afdeling(request: HttpRequest, lbf: str, nummer: str) -> Afdeling:
    """The afdeling of a boligorganisation that the user may see, else 404."""
    parent = find_organisation(request, lbf)
    found = get_object_or_404(parent.afdelinger, nummer=nummer)
    found.boligorganisation = parent
    return found


def form_page(
    request: HttpRequest,
    form: Any,
    titel: str,
    broedkrumme: list[tuple[str, str]],
    label: str = "Gem",
    note: str = "",
) -> HttpResponse:
    """A page with one form; the last crumb is the way back. Status 400 if something is wrong in it."""
    context = {
        "form": form,
        "titel": titel,
        "broedkrumme": broedkrumme,
        "tilbage": broedkrumme[-1][1],
        "label": label,
        "note": note,
    }
    return render(request, "organisationer/formular.html", context, status=400 if form.errors else 200)


def attempt(form: Any, act: Callable[[], Any], field: str | None = None) -> Any:
    """Runs `act`; gives its result (or True), or None when it was refused and the reason stands in the form."""
    try:
        return act() or True
    except PermissionDenied:
        raise
    except OrganisationFejl as reason:
        form.add_error(field, str(reason))
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            form.add_error(name if name in form.fields else field, texts)
    return None


def attempt_with_message(request: HttpRequest, act: Callable[[], Any], text: str) -> bool:
    """Runs `act`; the success, or the reason of a refusal, stands as a message on the next page."""
    try:
        act()
    except PermissionDenied:
        raise
    except OrganisationFejl as reason:
        messages.error(request, str(reason))
        return False
    messages.success(request, text)
    return True
