"""Pages of boligorganisationer and users, and the sign-in page."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from almen.organisationer import services
from almen.organisationer.demo import DEMO_USERS
from almen.organisationer.forms import AfdelingForm, BrugerForm, OrganisationForm, RolleForm
from almen.organisationer.models import Afdeling, Boligorganisation, Boligtype, Bruger, Rolle, Rolletildeling
from almen.organisationer.selectors import latest_bestand, visible_boligorganisationer
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter
from almen.ui.forms import dress
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

ADMINISTRATE, SEE_SYSTEM, EDIT = "system.administrate", "system.see", "sager.edit_sag"


class Login(LoginView):
    """The sign-in page; a demo lists its users."""

    def get_form(self, form_class: Any = None) -> Any:
        """In the design system; who has forgotten a password asks an administrator, so no link to e-mail it."""
        form = dress(super().get_form(form_class))
        form.fields["password"].help_text = ""
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the demo users."""
        demo = [(name, values[0]) for name, values in DEMO_USERS.items()] if settings.ALMEN_DEMO else []
        return super().get_context_data(**kwargs) | {"demobrugere": demo}


def _require(request: HttpRequest, *perms: str) -> None:
    if not any(request.user.has_perm(perm) for perm in perms):  # type: ignore[union-attr]
        raise PermissionDenied("Din rolle giver ikke adgang til det.")


class OrganisationListe(ListView):
    """Boligorganisationer that the user may see."""

    titel = "Boligorganisationer"
    navn = ("boligorganisation", "boligorganisationer")
    kolonner = (
        Kolonne(
            "navn",
            "Navn",
            "navn",
            url=lambda item: reverse("organisationer:organisation", args=[item.lbf_nummer]),
            sorter="navn",
        ),
        Kolonne("lbf", "LBF-nr.", "lbf_nummer", sorter="lbf_nummer"),
        Kolonne("administrator", "Administrator", "administrator", sorter="administrator"),
        Kolonne("afdelinger", "Afdelinger", "antal_afdelinger", "heltal"),
        Kolonne("demo", "Demodata", "demo", "ja_nej"),
    )
    search_fields = ("navn", "kortnavn", "lbf_nummer", "administrator")
    standard_sortering = ("navn",)
    eksport_navn = "boligorganisationer"
    tom_tekst = "Ingen boligorganisationer svarer til søgningen."

    def get_queryset(self) -> QuerySet[Any]:
        """With the number of afdelinger."""
        return visible_boligorganisationer(self.request.user).annotate(antal_afdelinger=Count("afdelinger"))  # type: ignore[arg-type]

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """A button for those who may."""
        may = self.request.user.has_perm(EDIT) or self.request.user.has_perm(ADMINISTRATE)  # type: ignore[union-attr]
        return [("Ny boligorganisation", reverse("organisationer:ny"))] if may else []


def _find(request: HttpRequest, lbf: str) -> Boligorganisation:
    return get_object_or_404(visible_boligorganisationer(request.user), lbf_nummer=lbf)  # type: ignore[arg-type]


def organisation(request: HttpRequest, lbf: str) -> HttpResponse:
    """One boligorganisation: afdelinger, and dwellings by type as counted last."""
    found = _find(request, lbf)
    afdelinger = list(found.afdelinger.order_by("nummer"))
    bestand = latest_bestand(afdelinger)
    rows = [
        (afdeling, [bestand.get((afdeling.pk, kind)) for kind in Boligtype.values]) for afdeling in afdelinger
    ]
    totals = [
        sum(value or 0 for _, values in rows for value in [values[index]])
        for index in range(len(Boligtype.values))
    ]
    return render(
        request,
        "organisationer/organisation.html",
        {
            "organisation": found,
            "raekker": rows,
            "boligtyper": Boligtype.labels,
            "totaler": totals,
            "maa_rette": request.user.has_perm(EDIT) or request.user.has_perm(ADMINISTRATE),  # type: ignore[union-attr]
        },
    )


def ret_organisation(request: HttpRequest, lbf: str | None = None) -> HttpResponse:
    """Creates or changes a boligorganisation."""
    found = _find(request, lbf) if lbf else None
    _require(request, EDIT, ADMINISTRATE)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        stored = Boligorganisation.objects.get(pk=found.pk) if found else None
        saved = services.save_boligorganisation(bruger=request.user, organisation=stored, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{saved} er gemt.")
        return redirect("organisationer:organisation", saved.lbf_nummer)
    back = reverse("organisationer:organisation", args=[lbf]) if lbf else reverse("organisationer:liste")
    return _form_page(request, form, "Ret boligorganisation" if found else "Ny boligorganisation", back)


def ret_afdeling(request: HttpRequest, lbf: str, nummer: str | None = None) -> HttpResponse:
    """Creates or changes an afdeling."""
    parent = _find(request, lbf)
    _require(request, EDIT, ADMINISTRATE)
    found = (
        get_object_or_404(parent.afdelinger, nummer=nummer) if nummer else Afdeling(boligorganisation=parent)
    )
    known = {kind: value for (_, kind), value in latest_bestand([found]).items()} if found.pk else {}
    form = AfdelingForm(request.POST or None, instance=found, bestand=known)
    if request.method == "POST" and form.is_valid():
        try:
            changed = {kind: antal for kind, antal in form.bestand().items() if known.get(kind) != antal}
            services.save_afdeling(bruger=request.user, afdeling=form.save(commit=False), bestand=changed)  # type: ignore[arg-type]
            messages.success(request, "Afdelingen er gemt.")
            return redirect("organisationer:organisation", lbf)
        except ValidationError:
            form.add_error("nummer", "Nummeret bruges allerede af en anden afdeling i organisationen.")
    title = "Ret afdeling" if nummer else "Ny afdeling"
    return _form_page(request, form, title, reverse("organisationer:organisation", args=[lbf]))


def _form_page(request: HttpRequest, form: Any, titel: str, tilbage: str, label: str = "Gem") -> HttpResponse:
    context = {"form": form, "titel": titel, "tilbage": tilbage, "label": label}
    return render(request, "organisationer/formular.html", context, status=400 if form.errors else 200)


class BrugerFilter(AlmenFilterSet):
    """What the list of users can be narrowed by."""

    rolle = ChoiceFilter(
        label="Rolle", field_name="rolletildelinger__rolle", choices=Rolle.choices, distinct=True
    )

    class Meta:
        model = Bruger
        fields: list[str] = []


def _roller(bruger: Bruger) -> str:
    return (
        ", ".join(item.get_rolle_display() for item in bruger.rolletildelinger.all() if item.er_aktiv)
        or "ingen"
    )


class BrugerListe(ListView):
    """Users and their roles."""

    titel = "Brugere"
    navn = ("bruger", "brugere")
    kolonner = (
        Kolonne(
            "navn",
            "Navn",
            str,
            url=lambda item: reverse("organisationer:bruger", args=[item.pk]),
            sorter="navn",
        ),
        Kolonne("brugernavn", "Brugernavn", "username", sorter="username"),
        Kolonne("roller", "Roller", _roller),
        Kolonne("aktiv", "Åben", "is_active", "ja_nej", sorter="is_active"),
        Kolonne("sidst", "Sidst logget ind", "last_login", "tidspunkt", sorter="last_login"),
    )
    filterset_class = BrugerFilter
    search_fields = ("navn", "username", "email")
    standard_sortering = ("username",)
    eksport_navn = "brugere"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Only those who may see the system."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            _require(request, ADMINISTRATE, SEE_SYSTEM)

    def get_queryset(self) -> QuerySet[Any]:
        """All users with their roles."""
        return Bruger.objects.prefetch_related("rolletildelinger")

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """A button for administrators."""
        may = self.request.user.has_perm(ADMINISTRATE)  # type: ignore[union-attr]
        return [("Ny bruger", reverse("organisationer:ny_bruger"))] if may else []


def ny_bruger(request: HttpRequest) -> HttpResponse:
    """Creates a user; the temporary password is shown once."""
    _require(request, ADMINISTRATE)
    form = BrugerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            created, password = services.create_bruger(bruger=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(
                request, f"Brugeren er oprettet. Midlertidigt kodeord (vises kun nu): {password}"
            )
            return redirect("organisationer:bruger", created.pk)
        except services.OrganisationFejl as reason:
            form.add_error("username", str(reason))
    return _form_page(request, form, "Ny bruger", reverse("organisationer:brugere"), "Opret")


def bruger(request: HttpRequest, pk: int) -> HttpResponse:
    """One user: roles now and before; administrators give and end roles here."""
    _require(request, ADMINISTRATE, SEE_SYSTEM)
    konto = get_object_or_404(Bruger, pk=pk)
    may = request.user.has_perm(ADMINISTRATE)  # type: ignore[union-attr]
    form = RolleForm(request.POST or None)
    if request.method == "POST":
        _require(request, ADMINISTRATE)
        if form.is_valid():
            try:
                services.give_rolle(bruger=request.user, konto=konto, **form.cleaned_data)  # type: ignore[arg-type]
                messages.success(request, "Rollen er givet.")
                return redirect("organisationer:bruger", pk)
            except services.OrganisationFejl as reason:
                form.add_error(None, str(reason))
    context = {
        "konto": konto,
        "tildelinger": konto.rolletildelinger.select_related("boligorganisation").order_by("-gyldig_fra"),
        "form": form,
        "maa_rette": may,
    }
    return render(request, "organisationer/bruger.html", context, status=400 if form.errors else 200)


@require_POST
def afslut_rolle(request: HttpRequest, pk: int, tildeling: int) -> HttpResponse:
    """Ends a role."""
    _require(request, ADMINISTRATE)
    found = get_object_or_404(Rolletildeling.objects.select_related("bruger"), pk=tildeling, bruger_id=pk)
    return _act(
        request, pk, "Rollen er afsluttet.", lambda: services.end_rolle(bruger=request.user, tildeling=found)
    )  # type: ignore[arg-type]


@require_POST
def bruger_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens or closes an account."""
    _require(request, ADMINISTRATE)
    konto = get_object_or_404(Bruger, pk=pk)
    active = not konto.is_active
    text = "Kontoen er åbnet." if active else "Kontoen er lukket."
    return _act(
        request, pk, text, lambda: services.set_active(bruger=request.user, konto=konto, active=active)
    )  # type: ignore[arg-type]


@require_POST
def nulstil(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives an account a new temporary password."""
    _require(request, ADMINISTRATE)
    password = services.reset_password(bruger=request.user, konto=get_object_or_404(Bruger, pk=pk))  # type: ignore[arg-type]
    messages.success(request, f"Nyt midlertidigt kodeord (vises kun nu): {password}")
    return redirect("organisationer:bruger", pk)


def _act(request: HttpRequest, pk: int, text: str, act: Any) -> HttpResponse:
    try:
        act()
        messages.success(request, text)
    except services.OrganisationFejl as reason:
        messages.error(request, str(reason))
    return redirect("organisationer:bruger", pk)


def min_konto(request: HttpRequest) -> HttpResponse:
    """The user's own name, roles, password and second factor."""
    return render(request, "organisationer/min_konto.html")
