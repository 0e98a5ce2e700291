"""Imports: choose a file, see how far it is and what is wrong in it, save it, take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from almen.organisationer import kolonner, services
from almen.organisationer.filtre import ImportlinjeFilter
from almen.organisationer.forms import ImportForm
from almen.organisationer.models import Boligorganisation, Import, Importstatus
from almen.organisationer.selectors import user_of
from almen.organisationer.services import OrganisationFejl
from almen.organisationer.services.importart import Importart, art_of, arter
from almen.organisationer.services.regneark import cells_as_csv
from almen.organisationer.views.faelles import find_organisation
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

LISTE = "Importer"
HANDLINGER: dict[str, tuple[Callable[..., None], str]] = {
    "gem": (services.save_import, "{navn} er gemt."),
    "fortryd": (services.undo_import, "{navn} er fortrudt."),
    "igen": (services.restart_import, "{navn} er kontrolleret igen."),
    "kasser": (services.discard_import, "{navn} er kasseret. Intet er gemt."),
}
DONE = {"gem": Importstatus.GEMT, "fortryd": Importstatus.FORTRUDT, "igen": Importstatus.KONTROLLERET}


def allowed_arter(request: HttpRequest) -> list[str]:
    """The ids of the kinds that the user may import."""
    found = []
    for art in arter().values():
        try:
            art.require(user_of(request), None)
        except PermissionDenied:
            continue
        found.append(art.id)
    return found


def visible_importer(request: HttpRequest) -> QuerySet[Import]:
    """The imports of the kinds that the user may import; PermissionDenied if there are none such."""
    allowed = allowed_arter(request)
    if not allowed:
        raise PermissionDenied("Din rolle henter ikke data fra filer.")
    return Import.objects.filter(art__in=allowed).select_related("bruger", "boligorganisation", "fortrudt_af")


class ImportListe(ListView):
    """Every import, the newest first."""

    titel = LISTE
    navn = ("import", "importer")
    beskrivelse = "Filer, der er hentet ind. En import, der er gemt, kan fortrydes på sin side."
    kolonner = kolonner.IMPORTER
    search_fields = ("filnavn", "boligorganisation__navn", "bruger__navn")
    standard_sortering = ("-pk",)
    eksport_navn = "importer"
    tom_tekst = "Ingen filer er hentet ind endnu."

    def get_queryset(self) -> QuerySet[Any]:
        """Those that the user may see."""
        return visible_importer(self.request)

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """One button a kind that needs no boligorganisation first."""
        own = [arter()[key] for key in allowed_arter(self.request) if key != "afdelinger"]
        return [(f"Hent {art.titel[:1].lower()}{art.titel[1:]}", art.start_url(None)) for art in own]


class ImportSide(ListView):
    """One import: how far it is, the one next act, and its faults, or its lines if there are none."""

    template_name = "organisationer/importside.html"
    search_label = "Søg i linjerne"
    tom_titel = "Ingen linjer endnu"
    tom_tekst = "Linjerne vises, når filen er læst."
    standard_sortering = ("linje", "pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; the part that tells how far it is alone, when htmx asks for it."""
        self.hentet = get_object_or_404(visible_importer(request), pk=kwargs["pk"])
        self.hentet_art = art_of(self.hentet)
        self.titel = self.hentet.filnavn
        self.har_fejl = self.hentet.antal_fejl > 0
        self.navn = ("fejl", "fejl") if self.har_fejl else ("linje", "linjer")
        self.eksport_navn = "fejl" if self.har_fejl else "linjer"
        self.filterset_class = None if self.har_fejl or self.hentet.koerer else ImportlinjeFilter
        if getattr(request, "htmx", False) and request.htmx.target == "import-status":  # type: ignore[attr-defined]
            response = render(request, "organisationer/importstatus.html", self.extra_context())
            if not self.hentet.koerer:
                response["HX-Refresh"] = "true"
            return response
        return super().get(request, *args, **kwargs)

    @property
    def broedkrumme(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The way back."""
        return [(LISTE, reverse("organisationer:importer"))]

    def get_queryset(self) -> QuerySet[Any]:
        """Faults if there are any, else lines; nothing while it is being read."""
        rows: QuerySet[Any] = self.hentet.fejl.all() if self.har_fejl else self.hentet.linjer.all()
        return rows.none() if self.hentet.status == Importstatus.LAESES else rows

    def get_kolonner(self) -> Sequence[Kolonne]:
        """Faults by line and column; lines as they stood in the file."""
        return (
            kolonner.IMPORTFEJL
            if self.har_fejl
            else kolonner.importlinjer(self.hentet.kolonner, nu=self.hentet_art.viser_nu)
        )

    def extra_context(self) -> dict[str, Any]:
        """The import, and what may be done with it."""
        return {
            "hentet": self.hentet,
            "art": self.hentet_art,
            "afbrudt": services.interrupted(self.hentet),
            "tilbage": self.hentet_art.tilbage(self.hentet),
            "start_url": self.hentet_art.start_url(self.hentet.boligorganisation),
            "enhed": ",".join(self.hentet_art.enhed),
        }


def start_page(
    request: HttpRequest,
    art: Importart,
    organisation: Boligorganisation | None,
    broedkrumme: list[tuple[str, str]],
    raad: Sequence[str],
) -> HttpResponse:
    """The page where a file is chosen; `raad` are sentences on how it is read. For every kind of import."""
    bruger = user_of(request)
    art.require(bruger, organisation)
    form = ImportForm(request.POST or None, request.FILES or None, art=art)
    if request.method == "POST" and form.is_valid():
        fil = form.cleaned_data["fil"]
        try:
            hentet = services.start_import(
                bruger=bruger, art=art, organisation=organisation, filnavn=fil.name, fil=fil.file
            )
            return redirect(hentet)
        except PermissionDenied:
            raise
        except OrganisationFejl as reason:
            form.add_error("fil", str(reason))
        except OSError:
            form.add_error("fil", "Filen kunne ikke gemmes; disken er måske fuld. Sig det til driften.")
    context = {
        "form": form,
        "art": art,
        "organisation": organisation,
        "broedkrumme": broedkrumme,
        "raad": raad,
    }
    return render(request, "organisationer/import.html", context, status=400 if form.errors else 200)


def start_afdelinger(request: HttpRequest, lbf: str | None = None) -> HttpResponse:
    """A file of the afdelinger of one boligorganisation, or of all of them."""
    parent = find_organisation(request, lbf) if lbf else None
    crumbs = [("Boligorganisationer", reverse("organisationer:liste"))]
    if parent is not None:
        crumbs.append((parent.navn, reverse("organisationer:organisation", args=[parent.lbf_nummer])))
    else:
        crumbs.append(("Afdelinger", reverse("organisationer:afdelinger")))
    raad = (
        "En afdeling med et kendt nummer rettes; de andre oprettes. Afdelinger, der ikke står i filen, røres ikke.",
        "En tom celle i adresse, bydel, ibrugtaget eller bygningstype sletter det, der stod. Udelad kolonnen, hvis det skal blive stående.",
        "Boliger uden opgjort regnes som opgjort i dag.",
    )
    return start_page(request, arter()["afdelinger" if parent else "afdelinger_alle"], parent, crumbs, raad)


@require_POST
def handl(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """Saves, undoes, starts again or throws away."""
    hentet = get_object_or_404(visible_importer(request), pk=pk)
    if handling not in HANDLINGER:
        raise Http404
    act, done = HANDLINGER[handling]
    try:
        act(bruger=user_of(request), hentet=hentet)
    except PermissionDenied:
        raise
    except OrganisationFejl as reason:
        messages.error(request, str(reason))
        return redirect(hentet)
    if handling == "kasser":
        messages.success(request, done.format(navn=hentet.filnavn))
        return redirect("organisationer:importer")
    if hentet.status == DONE[handling]:
        messages.success(request, done.format(navn=hentet.filnavn))
    return redirect(hentet)


def skabelon(request: HttpRequest, art: str) -> HttpResponse:
    """An empty CSV file with the columns of the import, for filling in."""
    if art not in arter():
        raise Http404
    arter()[art].require(user_of(request), None)
    return HttpResponse(
        "\ufeff" + cells_as_csv([arter()[art].kolonner]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{art}-skabelon.csv"'},
    )
