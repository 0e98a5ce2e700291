"""How one signs in: known users only. Nobody can sign up; an administrator creates users."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Local accounts exist only when an administrator made them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KnownUsersOnlyAdapter(DefaultSocialAccountAdapter):
    """The municipality's identity provider signs in users that are known here by e-mail; it creates none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:  # type: ignore[no-untyped-def]
        from almen.organisationer.models import Bruger

        email = (sociallogin.user.email or "").strip()
        if sociallogin.is_existing or not email:
            return
        matches = list(Bruger.objects.filter(email__iexact=email, is_active=True)[:2])
        if len(matches) == 1:
            sociallogin.connect(request, matches[0])
