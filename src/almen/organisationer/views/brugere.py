"""Users: list, page, forms, roles in periods, a new password, an account closed."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from almen.organisationer import kolonner, services
from almen.organisationer.filtre import BrugerFilter
from almen.organisationer.forms import BrugerForm, RetBrugerForm, RolleForm
from almen.organisationer.models import Bruger, Rolletildeling
from almen.organisationer.services.rettigheder import (
    may_administrate,
    may_see_brugere,
    require_administrate,
)
from almen.organisationer.views.faelles import attempt, attempt_with_message, form_page
from almen.ui.lists import ListView

LISTE = "Brugere"


def _require_reader(request: HttpRequest) -> None:
    if not may_see_brugere(request.user):
        raise PermissionDenied("Kun ledere, revisorer og administratorer ser brugerne.")


def _all_brugere() -> QuerySet[Bruger]:
    return Bruger.objects.annotate(har_mfa=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))


class BrugerListe(ListView):
    """Users and their roles."""

    titel = LISTE
    navn = ("bruger", "brugere")
    kolonner = kolonner.BRUGERE
    filterset_class = BrugerFilter
    search_fields = ("navn", "username", "email")
    standard_sortering = ("username",)
    eksport_navn = "brugere"
    tom_tekst = "Ingen brugere svarer til søgningen."

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Only those who may see the system; who is not signed in is sent to sign in."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            _require_reader(request)

    def get_queryset(self) -> QuerySet[Any]:
        """All users with their roles."""
        return _all_brugere().prefetch_related("rolletildelinger")

    @property
    def handlinger(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """A button for administrators."""
        return (
            [("Ny bruger", reverse("organisationer:ny_bruger"))]
            if may_administrate(self.request.user)
            else []
        )


def _crumbs(konto: Bruger | None = None) -> list[tuple[str, str]]:
    crumbs = [(LISTE, reverse("organisationer:brugere"))]
    if konto is not None:
        crumbs.append((str(konto), reverse("organisationer:bruger", args=[konto.pk])))
    return crumbs


def ny_bruger(request: HttpRequest) -> HttpResponse:
    """Creates a user; the answer holds the link with which they choose a password."""
    require_administrate(request.user)
    form = BrugerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        created = attempt(
            form, lambda: services.create_bruger(bruger=request.user, **form.cleaned_data), "username"
        )
        if created:
            return _link_page(request, created, "Brugeren er oprettet")
    note = "Brugeren får ingen adgang, før du har givet en rolle."
    return form_page(request, form, "Ny bruger", _crumbs(), "Opret", note)


def _link_page(request: HttpRequest, konto: Bruger, titel: str) -> HttpResponse:
    """The link stands in this answer only, not in the administrator's session, the journal or a log."""
    link = request.build_absolute_uri(services.make_adgangslink(konto))
    context = {"konto": konto, "titel": titel, "link": link, "broedkrumme": _crumbs(konto)}
    return render(request, "organisationer/adgangslink.html", context)


def bruger(request: HttpRequest, pk: int) -> HttpResponse:
    """One user: roles now and before; administrators give and end roles here."""
    _require_reader(request)
    konto = get_object_or_404(_all_brugere(), pk=pk)
    form = RolleForm(request.POST or None)
    if request.method == "POST":
        require_administrate(request.user)
        if form.is_valid() and attempt(
            form, lambda: services.give_rolle(bruger=request.user, konto=konto, **form.cleaned_data)
        ):
            messages.success(request, "Rollen er givet.")
            return redirect("organisationer:bruger", pk)
    today = timezone.localdate()
    tildelinger = konto.rolletildelinger.select_related("boligorganisation").order_by("-gyldig_fra", "-pk")
    context = {
        "konto": konto,
        "tildelinger": [(item, _period(item, today)) for item in tildelinger],
        "form": form,
        "maa_rette": may_administrate(request.user) and konto != request.user,
        "maa_administrere": may_administrate(request.user),
        "er_mig": konto == request.user,
    }
    return render(request, "organisationer/bruger.html", context, status=400 if form.errors else 200)


def _period(tildeling: Rolletildeling, today: Any) -> str:
    """Where the role stands today: `nu`, `kommer`, `slut`, or `trukket` if it was taken back as it began."""
    if tildeling.gyldig_til is not None and tildeling.gyldig_til < tildeling.gyldig_fra:
        return "trukket"
    if tildeling.gyldig_fra > today:
        return "kommer"
    return "nu" if tildeling.er_aktiv else "slut"


def ret_bruger(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes name and e-mail."""
    require_administrate(request.user)
    konto = get_object_or_404(Bruger, pk=pk)
    form = RetBrugerForm(request.POST or None, initial={"navn": konto.navn, "email": konto.email})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form,
            lambda: services.edit_bruger(bruger=request.user, konto=konto, **form.cleaned_data),
            "email",
        )
    ):
        messages.success(request, "Brugeren er gemt.")
        return redirect("organisationer:bruger", pk)
    return form_page(request, form, "Ret bruger", _crumbs(konto))


@require_POST
def afslut_rolle(request: HttpRequest, pk: int, tildeling: int) -> HttpResponse:
    """Ends a role."""
    require_administrate(request.user)
    found = get_object_or_404(Rolletildeling.objects.select_related("bruger"), pk=tildeling, bruger_id=pk)
    attempt_with_message(
        request, lambda: services.end_rolle(bruger=request.user, tildeling=found), "Rollen er afsluttet."
    )
    return redirect("organisationer:bruger", pk)


@require_POST
def bruger_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens or closes an account: `aktiv` says which, so that two who click at once do not undo one another."""
    require_administrate(request.user)
    konto = get_object_or_404(Bruger, pk=pk)
    active = request.POST.get("aktiv") == "1"
    attempt_with_message(
        request,
        lambda: services.set_active(bruger=request.user, konto=konto, active=active),
        "Kontoen er åbnet." if active else "Kontoen er lukket.",
    )
    return redirect("organisationer:bruger", pk)


@require_POST
def nulstil(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an account's password and gives the link to choose a new one."""
    require_administrate(request.user)
    konto = get_object_or_404(Bruger, pk=pk)
    try:
        services.reset_password(bruger=request.user, konto=konto)
    except services.OrganisationFejl as reason:
        messages.error(request, str(reason))
        return redirect("organisationer:bruger", pk)
    return _link_page(request, konto, "Adgangskoden er nulstillet")


@require_POST
def nulstil_mfa(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes away an account's second factor."""
    require_administrate(request.user)
    konto = get_object_or_404(Bruger, pk=pk)
    attempt_with_message(
        request, lambda: services.reset_mfa(bruger=request.user, konto=konto), "To-faktor-login er fjernet."
    )
    return redirect("organisationer:bruger", pk)
