"""Registering the building permit's days beside a case of new building or renovation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from almen.byggeri.datoraekke import Dag, check_order, check_past
from almen.byggeri.models import Byggesag
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal

NO_RIGHT = "Kun sagsbehandlere og ledere kan rette byggesagens dage."
SAGSTYPER = ("nybyggeri", "renovering")
BYGGESAGSDATOER = ("ansoegt", "tilladelse", "ibrugtaget")
BYGGESAGSFELTER = ("journalnummer", *BYGGESAGSDATOER, "kilde")


def save_byggesag(*, bruger: Bruger, sag: Sag, **felter: Any) -> Byggesag:
    """Registers or corrects what is known of the building permit; a field that is not given stays as it is, None empties a day.

    `felter` are `BYGGESAGSFELTER`. Where nothing is left, nothing is registered. Old and new values stand in the case's journal. Raises UgyldigtInput with all faults, or
    AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if sag.sagstype not in SAGSTYPER:
        raise UgyldigtInput([Fejl("", "Kun sager om nybyggeri og renovering har en byggesag")])
    if unknown := sorted(set(felter) - set(BYGGESAGSFELTER)):
        raise UgyldigtInput([Fejl(navn, "er ikke et felt på en byggesag") for navn in unknown])
    with locked_journal(sag, bruger) as journal:
        byggesag = Byggesag.objects.filter(sag=sag).first() or Byggesag(sag=sag)
        before = values_of(byggesag)
        for navn, value in felter.items():
            setattr(byggesag, navn, value)
        check_byggesag(byggesag)
        after = values_of(byggesag)
        changed = [navn for navn in BYGGESAGSFELTER if before[navn] != after[navn]]
        if not changed:
            return byggesag
        if any(after.values()):
            byggesag.save()
        else:
            byggesag.delete()  # nothing is known: as before anything was registered
        names = ", ".join(title_of(navn) for navn in changed)
        journal.append(
            "byggesag",
            f"Byggesagens oplysninger er {'rettet' if any(before.values()) else 'registreret'}: {names}.",
            {"fra": {navn: before[navn] for navn in changed}, "til": {navn: after[navn] for navn in changed}},
        )
    return byggesag


def check_byggesag(byggesag: Byggesag) -> None:
    """Raises UgyldigtInput with every fault: the fields, the order of the days, and days to come."""
    fejl: list[Fejl] = []
    try:
        byggesag.clean_fields(exclude=["sag"])
    except ValidationError as error:
        fejl += [Fejl(navn, " ".join(messages)) for navn, messages in error.message_dict.items()]
    if not fejl:
        fejl = fejl_i_dage(values_of(byggesag), timezone.localdate())
    if fejl:
        raise UgyldigtInput(fejl)


def fejl_i_dage(dage: Mapping[str, dt.date | None], today: dt.date) -> list[Fejl]:
    """The faults of the three days: their order, and days after `today`."""
    row = [Dag(navn, title_of(navn), dage[navn]) for navn in BYGGESAGSDATOER]
    return check_past(row, today) or check_order(row)


def title_of(felt: str) -> str:
    """A field's name in Danish."""
    return str(Byggesag._meta.get_field(felt).verbose_name)  # type: ignore[union-attr]


def values_of(byggesag: Byggesag) -> dict[str, Any]:
    """The fields as they stand."""
    return {navn: getattr(byggesag, navn) for navn in BYGGESAGSFELTER}
