"""Meetings: the list, one meeting with its agenda, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import user_of
from almen.sager import adgang
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.forms import AndreSagerForm, GrundForm, MoedeForm, MoederetForm
from almen.udvalg.frister import meeting_deadlines, regel_tekst
from almen.udvalg.kolonner import MOEDEKOLONNER, STATUS, moede_status
from almen.udvalg.models import Moede
from almen.udvalg.selectors.dagsorden import (
    agenda,
    candidates,
    forgotten,
    hidden_punkter,
    numbers,
    search_punkter,
)
from almen.udvalg.selectors.moeder import listed_moeder, organer
from almen.udvalg.services import (
    cancel_moede,
    create_moede,
    edit_moede,
    finish_moede,
    reopen_moede,
    save_andre_sager,
    send_dagsorden,
)
from almen.udvalg.views.opslag import find_moede, place, require_keeper
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter
from almen.ui.lists import ListView

CANDIDATES_SHOWN = 30
TILSTANDE = (
    ("kommende", "Kommende"),
    ("holdt", "Holdt"),
    ("mangler", "Holdt, men mangler udfald"),
    ("aflyst", "Aflyst"),
)


class MoedeFilter(AlmenFilterSet):
    """What meetings can be narrowed by."""

    organ = ChoiceFilter(label="Organ", choices=lambda: [(item.id, item.navn) for item in organer()])
    tilstand = ChoiceFilter(label="Tilstand", choices=TILSTANDE, method="by_state")
    fra = DatoFilter(label="Fra", field_name="dato", lookup_expr="gte")
    til = DatoFilter(label="Til", field_name="dato", lookup_expr="lte")

    class Meta:
        model = Moede
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Moede], name: str, value: str) -> QuerySet[Moede]:
        """To come, held, held with something missing, cancelled."""
        if value == "aflyst":
            return queryset.filter(aflyst__isnull=False)
        queryset, today = queryset.filter(aflyst__isnull=True), timezone.localdate()
        if value == "kommende":
            return queryset.filter(dato__gte=today)
        queryset = queryset.filter(dato__lt=today)
        return queryset.filter(afsluttet__isnull=True, mangler__gt=0) if value == "mangler" else queryset  # type: ignore[misc]


class MoedeListe(ListView):
    """Every meeting."""

    titel = "Møder"
    navn = ("møde", "møder")
    beskrivelse = "Organernes møder med frister, dagsordener og udfald"
    kolonner = MOEDEKOLONNER
    filterset_class = MoedeFilter
    search_fields = ("punkter__titel",)
    search_label = "Søg på et punkts titel"
    standard_sortering = ("-dato", "organ")
    eksport_navn = "moeder"
    tom_titel = "Ingen møder endnu"
    tom_tekst = "Når et møde er sat i kalenderen, står det her."
    template_name = "udvalg/moedeliste.html"

    def get_queryset(self) -> QuerySet[Moede]:
        return listed_moeder(user_of(self.request))

    def search(self, queryset: QuerySet[Moede], tekst: str) -> QuerySet[Moede]:
        """Meetings with an item that the user may see, whose title has every word."""
        found = search_punkter(user_of(self.request), tekst.split()[:8])
        return queryset.filter(pk__in=found.values("moede"))

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """What awaits a body, the bodies, and a new meeting for those who keep them."""
        acts = [
            ("Venter på et organ", reverse("udvalg:venter")),
            ("Almene boligers andel", reverse("organer:andel")),
            ("Organer og medlemmer", reverse("organer:liste")),
        ]
        if adgang.may_keep_moeder(user_of(self.request)):
            acts.insert(0, ("Nyt møde", reverse("udvalg:nyt")))
        return acts

    def extra_context(self) -> dict[str, Any]:
        """How many steps nobody has put on an agenda."""
        bruger = user_of(self.request)
        return {"glemte": forgotten(bruger).count() if adgang.may_see_moeder(bruger) else 0}


def nyt(request: HttpRequest) -> HttpResponse:
    """Puts a meeting in the calendar."""
    require_keeper(request)
    form = MoedeForm(request.POST or None, initial={"organ": request.GET.get("organ", "")})
    if request.method == "POST" and form.is_valid():
        try:
            moede = create_moede(bruger=user_of(request), **form.cleaned_data)
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, f"{moede} er sat i kalenderen. Fristerne er regnet ud.")
            return redirect(moede)
    context = {"form": form, "titel": "Nyt møde", "label": "Sæt i kalenderen"}
    return render(request, "udvalg/formular.html", context, status=400 if form.errors else 200)


def moede(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: deadlines, agenda, what offers itself, and what has come of it."""
    bruger, found = user_of(request), find_moede(request, pk)
    punkter = agenda(bruger, found)
    done, counting = numbers(punkter)
    found.mangler = counting - done  # type: ignore[attr-defined]
    status = moede_status(found)
    keeps = adgang.may_keep_moeder(bruger) and not found.aflyst
    offered = list(candidates(bruger, found.organ)[: CANDIDATES_SHOWN + 1]) if _takes_items(found) else []
    frister = meeting_deadlines(found.organ, found.dato)
    context = {
        "moede": found,
        "punkter": punkter,
        "skjulte": hidden_punkter(bruger, found, len(punkter)),
        "status": STATUS[status],
        "kandidater": offered[:CANDIDATES_SHOWN],
        "flere_kandidater": len(offered) > CANDIDATES_SHOWN,
        "retter": keeps and not found.afsluttet,
        "keeps": keeps,
        "indfoerer": adgang.may_record_for(bruger, found.organ) and found.dato <= timezone.localdate(),
        "i_dag": timezone.localdate(),
        "frister": frister,
        "regel_papirer": regel_tekst(frister.regel_papirer),
        "regel_dagsorden": regel_tekst(frister.regel_dagsorden),
        "faerdige": done,
        "taellende": counting,
        "andre": list(found.andre_sager.all()),
        "ser_lukkede": adgang.sees_closed(bruger),
        "har_tillaeg": any(item.punkt.tillaeg for item in punkter),
    }
    return render(request, "udvalg/moede.html", context)


def _takes_items(found: Moede) -> bool:
    return not found.aflyst and not found.afsluttet


def ret(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves the meeting or its deadlines."""
    require_keeper(request)
    found = find_moede(request, pk)
    names = ("dato", "klokken", "sted", "papirer_ind", "dagsorden_ud")
    form = MoederetForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            edit_moede(bruger=user_of(request), moede=found, **form.cleaned_data)
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, "Mødet er rettet.")
            return redirect(found)
    return _form_page(request, found, form, "Ret mødet", "Gem")


def aflys(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancels the meeting."""
    require_keeper(request)
    found = find_moede(request, pk)
    form = GrundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_moede(bruger=user_of(request), moede=found, grund=form.cleaned_data["grund"])
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, "Mødet er aflyst. Sagerne på dagsordenen venter igen på organet.")
            return redirect(found)
    note = "Sagerne på dagsordenen tilbydes til organets næste møde. Et aflyst møde kan ikke genoptages; opret et nyt."
    return _form_page(request, found, form, "Aflys mødet", "Aflys mødet", note)


def andre(request: HttpRequest, pk: int) -> HttpResponse:
    """How many of the meeting's cases were about other things."""
    require_keeper(request)
    found = find_moede(request, pk)
    form = AndreSagerForm(request.POST or None, moede=found)
    if request.method == "POST" and form.is_valid():
        try:
            save_andre_sager(bruger=user_of(request), moede=found, antal=form.antal())
        except MoedeAfvist as refused:
            place(form, refused.fejl)
        else:
            messages.success(request, "Tallene er gemt.")
            return redirect(found)
    note = (
        "Kun sager, der ikke står på dagsordenen her i systemet. Et tomt felt betyder, at tallet ikke kendes; skriv 0, "
        "når der ingen var. Uden tal kan mødets andel ikke regnes ud."
    )
    return _form_page(request, found, form, "Andre sager på mødet", "Gem", note)


def _form_page(
    request: HttpRequest, found: Moede, form: Any, titel: str, label: str, note: str = ""
) -> HttpResponse:
    context = {"moede": found, "form": form, "titel": titel, "label": label, "note": note}
    return render(request, "udvalg/formular.html", context, status=400 if form.errors else 200)


def _act(request: HttpRequest, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    require_keeper(request)
    found = find_moede(request, pk)
    bruger: Bruger = user_of(request)
    try:
        act(bruger=bruger, moede=found)
        messages.success(request, done)
    except MoedeAfvist as refused:
        messages.error(request, str(refused))
    return redirect(found)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda is out."""
    return _act(request, pk, send_dagsorden, "Dagsordenen er sendt ud. Nye punkter bliver tillægspunkter.")


@require_POST
def afslut(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes are complete."""
    return _act(request, pk, finish_moede, "Mødet er ført til ende.")


@require_POST
def genaabn(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes are open again."""
    return _act(request, pk, reopen_moede, "Mødet er genåbnet.")
