"""What this room adds elsewhere: the bases on a case's page (M7), and cases on the pages of a base and its versions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from almen.grundlag import henvisninger
from almen.grundlag.henvisninger import Henvisning
from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlagssager.selectors import (
    sager_under,
    versions_of_sag,
    visible_aendringer,
    visible_analyser,
    visible_forslag,
)
from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Sagskort
from almen.ui.formater import antal, dato

SHOWN = 5


def _lines(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    day = dato(sag.aabnet_dato)
    return [
        (
            f"{navn}: {version.version}",
            "Sat på sagen" if version.pk == sag.grundlagsversion_id else f"Gjaldt, da sagen blev åbnet {day}",
            reverse("grundlag:grundlagsversion", args=[version.grundlag_id, version.version]),
        )
        if version
        else (navn, f"Ingen vedtaget version gjaldt {day}, så vidt systemet ved", "")
        for navn, version in versions_of_sag(sag)
    ]


def links_of_version(version: Grundlagsversion, bruger: Bruger) -> list[Henvisning]:
    """The cases handled under the version, and the case that it was or is decided in."""
    found = []
    if version.status != Status.KLADDE and adgang.may_see_forberedelse(bruger):
        number = sager_under(version, bruger).order_by().values("pk")[:1001].count()
        text = "Over 1.000 sager" if number > 1000 else antal(number, "sag", "sager")
        address = reverse("grundlagssager:anvendelse", args=[version.grundlag_id, version.version])
        found.append(Henvisning("Sager behandlet efter versionen", text, address))
    aendring = visible_aendringer(bruger).filter(version=version).first()
    if aendring is not None:
        words = "Vedtaget i sagen" if version.status != Status.KLADDE else "Behandles i sagen"
        found.append(
            Henvisning(f"{words} {aendring.sag.nummer}", aendring.sag.titel, aendring.get_absolute_url())
        )
    elif version.status == Status.VEDTAGET:
        found += _open_case(version.grundlag_id, bruger)
    if version.status == Status.VEDTAGET and version.sagsnummer and adgang.may_open_sag(bruger):
        address = reverse("grundlagssager:ny_af_grundlag", args=[version.grundlag_id])
        query = urlencode({"retter": version.version})
        found.append(Henvisning("Ret versionen i en ændringssag", "", f"{address}?{query}", handling=True))
    return found


def links_of_grundlag(grundlag: Administrationsgrundlag, bruger: Bruger) -> list[Henvisning]:
    """Changes and analyses of the base, proposals about it, and opening a change."""
    changes = visible_aendringer(bruger).filter(version__grundlag=grundlag).order_by("-sag_id")[:SHOWN]
    analyses = visible_analyser(bruger).filter(grundlag=grundlag).order_by("-sag_id")[:SHOWN]
    proposals = visible_forslag(bruger).filter(grundlag=grundlag).order_by("-id")[:SHOWN]
    return [
        *(
            Henvisning(
                f"Ændring: {item.version.version}",
                f"Sag {item.sag.nummer} · {item.sag.overblik.naeste_trin_navn or 'afsluttet'}",
                item.get_absolute_url(),
            )
            for item in changes
        ),
        *(
            Henvisning(f"Analyse: {item.sag.titel}", f"Sag {item.sag.nummer}", item.get_absolute_url())
            for item in analyses
        ),
        *(
            Henvisning(f"Medlemsforslag: {item.titel}", item.stiller, item.get_absolute_url())
            for item in proposals
        ),
        *_open_case(grundlag.pk, bruger),
    ]


def links_of_oversigt(bruger: Bruger) -> list[Henvisning]:
    """Opening a change, every change, and the members' proposals."""
    found = []
    if adgang.may_open_sag(bruger):
        found.append(Henvisning("Åbn en ændringssag", "", reverse("grundlagssager:ny"), handling=True))
    if adgang.may_see_forberedelse(bruger):
        found.append(Henvisning("Ændringer", "", reverse("grundlagssager:liste")))
        found.append(Henvisning("Medlemsforslag", "", reverse("grundlagssager:forslagsliste")))
    return found


def _open_case(grundlag_id: str, bruger: Bruger) -> list[Henvisning]:
    if not adgang.may_open_sag(bruger):
        return []
    address = reverse("grundlagssager:ny_af_grundlag", args=[grundlag_id])
    return [Henvisning("Åbn en ændringssag", "", address, handling=True)]


def register() -> None:
    """Puts the card on the case page and the links on the pages of bases; called once when Django starts."""
    if "administrationsgrundlag" in REGISTER.sagskort:
        return
    REGISTER.register_sagskort(
        Sagskort("administrationsgrundlag", "Behandles efter", _lines, lambda sag, bruger: [])
    )
    henvisninger.on_oversigt.append(links_of_oversigt)
    henvisninger.on_version.append(links_of_version)
    henvisninger.on_grundlag.append(links_of_grundlag)
