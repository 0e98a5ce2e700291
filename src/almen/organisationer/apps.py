from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class OrganisationerConfig(AppConfig):
    name = "almen.organisationer"
    verbose_name = "Organisationer"

    def ready(self) -> None:
        from almen.organisationer.services import Afdelingsimport, importart
        from almen.ui.navigation import Menupunkt, register

        for hele_kommunen in (False, True):
            importart.register(Afdelingsimport(hele_kommunen=hele_kommunen))

        register(Menupunkt("min_konto", "Min konto", "organisationer:min_konto", orden=10, sted="bruger"))
        register(
            Menupunkt("brugere", "Brugere", "organisationer:brugere", _sees_users, orden=20, sted="bruger")
        )


def _sees_users(user: Any) -> bool:
    return bool(
        user.is_authenticated and (user.has_perm("system.administrate") or user.has_perm("system.see"))
    )
