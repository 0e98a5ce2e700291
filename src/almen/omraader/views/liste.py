"""The list of areas as they stand on a list of the state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from almen.omraader.filtre import OmraadeFilter
from almen.omraader.kolonner import make_kolonner
from almen.omraader.models import Omraadestand
from almen.omraader.selectors.stilling import own_kommune, stande, uden_stand
from almen.omraader.views.omraade import require_view
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView


class Omraadeliste(ListView):
    """Each area's latest list, or those on a chosen one."""

    titel = "Områder"
    navn = ("område", "områder")
    beskrivelse = "Udsatte boligområder: statens klasse, vores beregning, kommunens udpegning"
    filterset_class = OmraadeFilter
    search_fields = ("omraade__navn", "omraade__bydel", "omraade__kommune", "omraade__beskrivelse")
    search_label = "Søg på område, bydel eller kommune"
    standard_sortering = ("rang", "omraade__navn")
    template_name = "omraader/liste.html"
    eksport_navn = "omraader"
    fane = "liste"
    tom_titel = "Ingen områder endnu"
    tom_tekst = (
        "Et område kommer på listen, når dets tal eller klasse på en af statens lister er registreret."
    )

    def get_queryset(self) -> QuerySet[Omraadestand]:
        """All of them: who may see one may see all."""
        require_view(self.request)
        return stande()

    def get_kolonner(self) -> Sequence[Kolonne]:
        return make_kolonner(med_kommune=bool(self.request.GET.get("kommune")))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """All figures; and for those who may: another area, and figures from a file."""
        ways = [("Alle tal", reverse("omraader:noegletalsliste"))]
        if not adgang.may_edit_omraader(user_of(self.request)):
            return ways
        return [
            ("Nyt område", reverse("omraader:nyt")),
            ("Hent fra fil", reverse("omraader:importer")),
            *ways,
        ]

    def extra_context(self) -> dict[str, Any]:
        """Areas that nothing is known of yet: they stand on no list, but must be found."""
        return {"uden_stand": list(uden_stand().filter(kommune=own_kommune())[:20])}
