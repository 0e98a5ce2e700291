"""What if: an area's figures changed, and the classes that would follow; and what follows from each class."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from almen.omraader.forms_hvadhvis import FELTER, HvadHvisForm
from almen.omraader.klasser import klasse_choices, vis_klasser
from almen.omraader.models import Omraade
from almen.omraader.selectors.tal import omraadetal_of_stand
from almen.omraader.selectors.varsel import known_of
from almen.omraader.views.omraade import require_view
from almen.regler.fejl import UgyldigtInput
from almen.regler.omraadefoelger import FOELGEARTER, find_foelger, load_foelger
from almen.regler.omraadehistorie import main_klasse
from almen.regler.omraadeklasse import Omraadetal, day_of_list
from almen.regler.omraadesvar import Omraadeklasse, compute_omraadeklasse
from almen.ui.forms import place_fejl


def hvad_hvis(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes one or more of an area's figures and shows the classes before and after. Nothing is saved."""
    require_view(request)
    omraade = get_object_or_404(Omraade, pk=pk)
    stand = known_of(omraade).seneste
    now = omraadetal_of_stand(stand) if stand else None
    initial: dict[str, Any] = {"aar": stand.liste.year if stand else timezone.localdate().year}
    if now is not None:
        initial |= {name: getattr(now, name) for name in FELTER}
    form = HvadHvisForm(request.GET if "aar" in request.GET else None, initial=initial)
    before = _classes(now) if now else None
    context: dict[str, Any] = {"omraade": omraade, "form": form, "stand": stand}
    if before is not None:
        context |= {
            "foer": before,
            "foer_klasser": vis_klasser(before.klasser, stand.liste if stand else None),
        }
    if form.is_bound and form.is_valid():
        context |= _answer(form, now)
    return render(request, "omraader/hvadhvis.html", context, status=400 if form.errors else 200)


def _answer(form: HvadHvisForm, now: Omraadetal | None) -> dict[str, Any]:
    """The classes of the figures in the form, with what is changed and what follows; faults are put on their fields."""
    values = {name: form.cleaned_data[name] for name in FELTER}
    try:
        liste = day_of_list(form.cleaned_data["aar"])
        tal = Omraadetal(liste, **values)
        answer = compute_omraadeklasse(tal)
    except UgyldigtInput as error:
        place_fejl(form, error.fejl)
        return {}
    changed = [
        (titel, getattr(now, name) if now else None, values[name])
        for name, titel in FELTER.items()
        if (getattr(now, name) if now else None) != values[name]
    ]
    today = timezone.localdate()
    return {
        "svar": answer,
        "liste": liste,
        "klasser": vis_klasser(answer.klasser, liste),
        "uafgjorte": vis_klasser(answer.uafgjorte, liste) if answer.uafgjorte else [],
        "aendret": changed,
        "foelger": find_foelger(answer.klasser, today),
        "samme": now is not None and _same(now, answer),
    }


def _same(now: Omraadetal, answer: Omraadeklasse) -> bool:
    before = _classes(now)
    return before is not None and main_klasse(before.klasser) == main_klasse(answer.klasser)


def _classes(tal: Omraadetal) -> Omraadeklasse | None:
    """The classes of figures as they stand; None where the rules refuse them, so that the page can still be used."""
    try:
        return compute_omraadeklasse(tal)
    except UgyldigtInput:
        return None


def foelger(request: HttpRequest) -> HttpResponse:
    """What follows from each class today: who must do what, who approves, by when, and by which paragraph."""
    require_view(request)
    today = timezone.localdate()
    klasser = [(id_, navn) for id_, navn in klasse_choices() if id_ != "ghettoomraade"]
    rows = []
    for regel in load_foelger():
        if regel.covers(today):
            item = find_foelger(regel.klasser, today)
            found = next(row for row in item if row.id == regel.id)
            rows.append(
                {
                    "foelge": found,
                    "art": FOELGEARTER[found.art],
                    "klasser": [navn for id_, navn in klasser if id_ in regel.klasser],
                    "tidligere": bool(regel.tidligere),
                }
            )
    return render(request, "omraader/foelger.html", {"raekker": rows, "dag": today})
