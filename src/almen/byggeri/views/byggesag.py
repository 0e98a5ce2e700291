"""The form of the building permit's days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from almen.byggeri.forms.byggesag import ByggesagForm
from almen.byggeri.services.byggesag import NO_RIGHT, SAGSTYPER, save_byggesag
from almen.byggeri.views.faelles import page_of
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.ui.formularside import answer_form, bound

EXPLAINED = (
    "Byggesagen behandles efter byggeloven et andet sted; her står dens dage, så vejen til en bolig kan regnes fra ende til "
    "anden. Lad en dag stå tom, hvis den ikke er kendt."
)


def byggesag(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers or corrects the days of the building permit of a case of new building or renovation."""
    bruger = user_of(request)
    sager = adgang.visible_sager(bruger).filter(sagstype__in=SAGSTYPER).select_related("byggesag")
    sag = get_object_or_404(sager, nummer=nummer)
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    form = ByggesagForm(bound(request), instance=getattr(sag, "byggesag", None))
    return answer_form(
        request,
        form,
        lambda: save_byggesag(bruger=bruger, sag=sag, **form.cleaned_data),
        titel="Byggetilladelse og ibrugtagning",
        done="Byggesagens dage er gemt.",
        til=page_of(sag),
        krummer=[(sag.titel, page_of(sag))],
        tekst=EXPLAINED,
    )
