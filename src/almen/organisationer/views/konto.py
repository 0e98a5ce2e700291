"""Signing in, the demo's short cut, and one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login as Indlogning
from allauth.account.views import LoginView, PasswordResetView
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from almen.organisationer import demo
from almen.organisationer.models import Bruger
from almen.organisationer.services.rettigheder import may_administrate
from almen.ui.forms import dress

CONSOLE = "django.core.mail.backends.console.EmailBackend"


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
        users = demo.sign_in_choices() if settings.ALMEN_DEMO else []
        return super().get_context_data(**kwargs) | {"demobrugere": users, "demokode": demo.PASSWORD}


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Signs in as a demo user with one click: in a demo only, and only while the user has the published password.

    It can do nothing that typing that password on the sign-in page could not, and has the same brakes.
    """
    if not settings.ALMEN_DEMO:
        raise Http404
    username = request.POST.get("brugernavn", "")
    if username not in demo.DEMO_USERS:
        messages.error(request, "Brugeren er ikke en af demobrugerne.")
        return redirect("account_login")
    if slow_down := ratelimit.consume_or_429(request, action="login"):
        return slow_down
    try:
        user = get_adapter().authenticate(request, username=username, password=demo.PASSWORD)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("account_login")
    if user is None:
        messages.error(request, "Demobrugeren findes ikke, eller dens adgangskode er ændret.")
        return redirect("account_login")
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    try:
        return perform_password_login(
            request, {"username": username}, Indlogning(user=user, redirect_url=wanted if safe else None)
        )
    except ImmediateHttpResponse as answer:
        return answer.response


@method_decorator(login_not_required, name="dispatch")
class GlemtAdgangskode(PasswordResetView):
    """By e-mail where the installation can send one; elsewhere the page says who helps."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Without e-mail nothing is sent, so that no log ever holds a link that gives access."""
        if settings.EMAIL_BACKEND == CONSOLE:
            return render(request, "account/password_reset_ask.html")
        return super().dispatch(request, *args, **kwargs)


def lukket(request: HttpRequest) -> HttpResponse:
    """allauth's page for changing one's e-mail: closed, since the e-mail decides whom the municipality's sign-in lets in."""
    raise Http404


def min_konto(request: HttpRequest) -> HttpResponse:
    """The user's own name, roles, password and second factor."""
    user: Bruger = request.user  # type: ignore[assignment]
    tildelinger = user.rolletildelinger.select_related("boligorganisation").order_by("-gyldig_fra", "-pk")
    context = {
        "tildelinger": [item for item in tildelinger if item.er_aktiv],
        "tidligere": [item for item in tildelinger if not item.er_aktiv],
        "har_mfa": Authenticator.objects.filter(user=user).exists(),
        "api_url": _api_url() if may_administrate(user) else "",
    }
    return render(request, "organisationer/min_konto.html", context)


def _api_url() -> str:
    """The page of API tokens, which lies on a higher floor and may not be installed."""
    try:
        return reverse("api:tokens")
    except NoReverseMatch:
        return ""
