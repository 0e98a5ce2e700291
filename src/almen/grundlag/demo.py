"""The installation's own profile, adopted: what every demo and every test of routes stands on."""

from __future__ import annotations

from django.conf import settings

from almen.grundlag.services import adopt_profile_versions, read_profile_versions
from almen.organisationer.models import Bruger


def load_demo(bruger: Bruger) -> None:
    """Adopts every route and base of the profile that has not been adopted yet."""
    forskel = read_profile_versions(settings.ALMEN_KOMMUNE)
    if not forskel.er_tom:
        adopt_profile_versions(bruger=bruger, forskel=forskel)
