from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig


class SagerConfig(AppConfig):
    name = "almen.sager"
    verbose_name = "Sager"

    def ready(self) -> None:
        from almen.grundlag import haendelser as grundlag_haendelser
        from almen.organisationer import haendelser as organisationer_haendelser
        from almen.organisationer.selectors import current_profil
        from almen.papirer import register_art
        from almen.sager import kalenderkilde, offentligt, rettighedsnavne  # noqa: F401 - registers the permissions
        from almen.sager.breve import AFSLAG
        from almen.sagsgang.register import REGISTER
        from almen.ui import navigation

        if AFSLAG.id not in REGISTER.papirer:
            REGISTER.register_papir(AFSLAG)
        for art, navn in (
            ("indstilling", "Indstilling"),
            ("foelgebrev", "Følgebrev"),
            ("afgoerelsesbrev", "Afgørelsesbrev"),
        ):
            register_art(art, navn)
        kalenderkilde.register()
        offentligt.register()
        navigation.register_kommunenavn(lambda: current_profil().navn)
        # Acts on lower floors are journalled here: they raise them by name, since an import would point upwards.
        for haendelser in (organisationer_haendelser, grundlag_haendelser):
            if _journal_act not in haendelser.on_act:
                haendelser.on_act.append(_journal_act)


def _journal_act(bruger: Any, art: str, tekst: str, data: Mapping[str, Any]) -> None:
    from almen.sager.services.journal import system_journal

    with system_journal(bruger) as journal:
        journal.append(art, tekst, data)
