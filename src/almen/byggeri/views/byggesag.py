"""The days of the links beside a case: the building permit's form, and a file of days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from almen.byggeri.forms.byggesag import ByggesagForm
from almen.byggeri.services.byggesag import NO_RIGHT, SAGSTYPER, save_byggesag
from almen.byggeri.services.leddatoimport import SAGSHAENDELSER
from almen.byggeri.services.lokalplan import LOKALPLANDATOER
from almen.byggeri.views.faelles import page_of
from almen.organisationer.selectors import user_of
from almen.organisationer.services.importart import arter
from almen.organisationer.views.importer import start_page
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


RAAD = (
    "En linje er én dato: af en sag (sagsnummer) eller af en lokalplan (lokalplan med dens nummer), aldrig begge.",
    f"haendelse er for en sag en af {', '.join(SAGSHAENDELSER)}; for en lokalplan en af {', '.join(LOKALPLANDATOER)}.",
    "Står der en anden dato i forvejen, vises den, før filen gemmes. Datoerne skal følge hinanden, og det, der er sket, har ingen dato i fremtiden.",
)


def importer(request: HttpRequest) -> HttpResponse:
    """A file of days."""
    crumbs = [("Lokalplaner", reverse("byggeri:lokalplaner"))]
    return start_page(request, arter()["leddatoer"], None, crumbs, RAAD)
