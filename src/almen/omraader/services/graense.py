"""Where an area lies: dated boundaries. A new one ends the one before; one that was wrong is taken out, and the journal keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from almen.grundlag.services.aflaesning import check_kilde, require_begrundelse
from almen.omraader.geojson import bounds_of
from almen.omraader.models import Omraade, Omraadegraense
from almen.omraader.selectors.tal import own_kommune
from almen.omraader.services.omraade import require_edit
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.regler.dansk import format_dato
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager.services import system_journal

_DAG = dt.timedelta(days=1)


@dataclass(frozen=True)
class Graenseinput:
    """A boundary: the outline as `geojson.parse_omrids` gives it, and from which day (None: not known)."""

    geometri: dict[str, Any]
    koordinatsystem: str
    gyldig_fra: dt.date | None
    kilde: str
    sikkerhed: str
    kilde_adresse: str = ""
    note: str = ""


def register_graense(
    *, bruger: Bruger, omraade: Omraade, graense: Graenseinput, demo: bool = False
) -> Omraadegraense:
    """Adds a boundary; the one in force ends the day before. Raises UgyldigtInput naming the fields, AdgangNaegtet."""
    require_edit(bruger)
    fejl = check_kilde(graense.kilde, graense.kilde_adresse, graense.sikkerhed, graense.note)
    fejl += _check_place(omraade, graense.geometri)
    if fejl:
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        before = list(Omraadegraense.objects.filter(omraade=omraade).order_by("gyldig_fra"))
        former = _end_former(before, graense.gyldig_fra)
        saved = Omraadegraense.objects.create(
            omraade=omraade,
            gyldig_fra=graense.gyldig_fra,
            geometri=graense.geometri,
            koordinatsystem=graense.koordinatsystem,
            kilde=graense.kilde.strip(),
            kilde_adresse=graense.kilde_adresse,
            sikkerhed=graense.sikkerhed,
            note=graense.note,
            demo=demo,
            registreret_af=bruger,
        )
        journal.append(
            "omraadegraense_registreret",
            f"{saved}.",
            {**_facts(saved), "afsluttet": former.pk if former else None},
        )
    return saved


def remove_graense(*, bruger: Bruger, graense: Omraadegraense, begrundelse: str) -> None:
    """Takes a boundary that was wrong out; the one before it gets its time back. The journal keeps the whole outline.

    Raises UgyldigtInput, AdgangNaegtet.
    """
    require_edit(bruger)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        found = Omraadegraense.objects.select_related("omraade").filter(pk=graense.pk).first()
        if found is None:
            raise UgyldigtInput([Fejl("", "Grænsen er fjernet i mellemtiden. Intet er ændret.")])
        journal.append(
            "omraadegraense_fjernet",
            f"{found}: fjernet. {why}",
            {**_facts(found), "geometri": found.geometri, "begrundelse": why},
        )
        if found.gyldig_fra is not None:
            Omraadegraense.objects.filter(omraade=found.omraade, gyldig_til=found.gyldig_fra - _DAG).update(
                gyldig_til=found.gyldig_til
            )
        found.delete()


def _end_former(before: list[Omraadegraense], fra: dt.date | None) -> Omraadegraense | None:
    """Ends the boundary in force, if any. Raises UgyldigtInput if the new one does not come after every other."""
    if not before:
        return None
    latest = max((item.gyldig_fra for item in before if item.gyldig_fra), default=None)
    if fra is None:
        raise UgyldigtInput([Fejl("gyldig_fra", "skal udfyldes, fordi området har en grænse i forvejen")])
    if latest is not None and fra <= latest:
        raise UgyldigtInput(
            [Fejl("gyldig_fra", f"skal være efter den {format_dato(latest)}, da den seneste grænse begynder")]
        )
    former = next((item for item in before if item.gyldig_til is None or item.gyldig_til >= fra), None)
    if former is not None:
        former.gyldig_til = fra - _DAG
        former.save(update_fields=["gyldig_til"])
    return former


def _check_place(omraade: Omraade, geometri: dict[str, Any]) -> list[Fejl]:
    """An area of the system's own municipality lies in it."""
    box = current_profil().graenser
    if box is None or omraade.kommune != own_kommune():
        return []
    syd, nord, vest, oest = (Decimal(str(n)) for n in bounds_of(geometri))
    if box.holds(syd, vest) and box.holds(nord, oest):
        return []
    return [
        Fejl(
            "fil",
            f"Omridset ligger uden for {omraade.kommune}: {vest}–{oest} grader øst og {syd}–{nord} grader nord; "
            f"kommunen ligger i {box.vest}–{box.oest} og {box.syd}–{box.nord}",
        )
    ]


def _facts(graense: Omraadegraense) -> dict[str, Any]:
    names = ("gyldig_fra", "gyldig_til", "koordinatsystem", "kilde", "sikkerhed", "note")
    points = sum(len(ring) for polygon in graense.geometri["coordinates"] for ring in polygon)
    return {
        **{name: getattr(graense, name) for name in names},
        "graense": graense.pk,
        "omraade": graense.omraade.navn,
        "omraade_id": graense.omraade_id,
        "punkter": points,
    }
