"""Areas: registered and edited. What was written before stands in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from almen.omraader.models import Omraade
from almen.omraader.navne import find_navn, nearest_navne
from almen.omraader.selectors.tal import own_kommune
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.services import system_journal

NO_RIGHT = "Kun sagsbehandlere, ledere og administratorer retter områder og deres tal."


@dataclass(frozen=True)
class Omraadeinput:
    """What an area is. `kommune` "" is the system's own municipality."""

    navn: str
    kommune: str = ""
    region: str = ""
    bydel: str = ""
    beskrivelse: str = ""
    kilde: str = ""


LAENGDER = {"navn": 160, "kommune": 80, "region": 40, "bydel": 80, "beskrivelse": 5000, "kilde": 400}


def require_edit(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless `bruger` may change areas and their figures."""
    adgang.require(adgang.may_edit_omraader(bruger), NO_RIGHT)


def create_omraade(*, bruger: Bruger, omraade: Omraadeinput, demo: bool = False) -> Omraade:
    """Registers an area. Raises UgyldigtInput naming the fields, AdgangNaegtet."""
    require_edit(bruger)
    values = clean_omraade(omraade)
    with system_journal(bruger) as journal:
        require_free_navn(values)
        saved = Omraade.objects.create(**values, demo=demo, oprettet_af=bruger)
        journal.append(
            "omraade_oprettet",
            f"Område oprettet: {saved.navn}, {saved.kommune}.",
            {**values, "omraade": saved.pk},
        )
    return saved


def edit_omraade(*, bruger: Bruger, omraade: Omraade, nyt: Omraadeinput) -> Omraade:
    """Changes what an area is called and said to be; nothing happens if nothing changed. Raises as `create_omraade`."""
    require_edit(bruger)
    values = clean_omraade(nyt)
    with system_journal(bruger) as journal:
        found = Omraade.objects.select_for_update().get(pk=omraade.pk)
        before = {name: getattr(found, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return found
        require_free_navn(values, besides=found)
        for name, value in changed.items():
            setattr(found, name, value)
        found.save(update_fields=list(changed))
        journal.append(
            "omraade_rettet",
            f"Område rettet: {found.navn}: {', '.join(changed)}.",
            {"omraade": found.pk, "foer": {name: before[name] for name in changed}, "efter": changed},
        )
    return found


def clean_omraade(omraade: Omraadeinput) -> dict[str, str]:
    """The values as they are stored: blanks put right, the municipality filled in. Raises UgyldigtInput."""
    values = {
        name: value.strip() if name == "beskrivelse" else " ".join(value.split())
        for name, value in asdict(omraade).items()
    }
    values["kommune"] = values["kommune"] or own_kommune()
    fejl = [] if values["navn"] else [Fejl("navn", "skal udfyldes")]
    fejl += [
        Fejl(name, f"må højst være {most} tegn")
        for name, most in LAENGDER.items()
        if len(values[name]) > most
    ]
    bydele = current_profil().bydele
    if values["kommune"] == own_kommune() and values["bydel"] and bydele:
        values["bydel"] = current_profil().bydel_of(values["bydel"]) or values["bydel"]
        if values["bydel"] not in {item.navn for item in bydele}:
            names = ", ".join(item.navn for item in bydele)
            fejl.append(Fejl("bydel", f"skal være tom eller en af: {names}"))
    if fejl:
        raise UgyldigtInput(fejl)
    return values


def require_free_navn(values: dict[str, Any], besides: Omraade | None = None) -> None:
    """Raises UgyldigtInput if the municipality has an area of that name, whatever its capitals."""
    others = Omraade.objects.filter(kommune__iexact=values["kommune"])
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    taken = dict(others.values_list("navn", "pk"))
    if (twin := find_navn(values["navn"], taken)) is not None:
        raise UgyldigtInput([Fejl("navn", f"findes allerede i {values['kommune']}: {twin}")])


def unknown_omraade(navn: str, kommune: str, kendte: Sequence[str]) -> str:
    """What to tell of a name that no area has: the nearest names there are."""
    near = nearest_navne(navn, kendte)
    shown = f" Ligner: {', '.join(near)}." if near else ""
    return f"Området “{navn[:60]}” findes ikke i {kommune[:40]}.{shown}"
