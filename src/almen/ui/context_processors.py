"""What every page needs: menus, the municipality's name, version, demo or not. Asks the database nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from almen.ui import navigation


def almen(request: HttpRequest) -> dict[str, Any]:
    """Context of `ui/base.html`: navigation, mere, brugermenu, sidefod, kommune, demo, version.

    Menus are computed when a template asks for them, so that fragments do not pay for them.
    """
    user = getattr(request, "user", None)

    def menu(sted: str) -> Any:
        return SimpleLazyObject(lambda: navigation.links(user, request.path, sted))

    return {
        "navigation": menu("top"),
        "mere": menu("mere"),
        "brugermenu": menu("bruger"),
        "sidefod": menu("sidefod"),
        "kommune": SimpleLazyObject(navigation.kommunenavn),
        "demo": getattr(settings, "ALMEN_DEMO", False),
        "almen_version": getattr(settings, "ALMEN_VERSION", ""),
    }
