"""What can be asked about one dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Sag
from almen.tilsyn.models import (
    Aftalestatus,
    Dialogaftale,
    Dialogmateriale,
    Dialogpunkt,
    Materialeart,
    Styringsdialog,
)

STYRINGSDIALOG = "styringsdialog"
HJEMMEL = "almenboligloven § 164, stk. 2"
_KEPT = "_dialogmateriale"


def dialog_of(sag: Sag) -> Styringsdialog:
    """The case's dialogue, read once and kept on the case object. Raises Styringsdialog.DoesNotExist."""
    dialog: Styringsdialog = sag.styringsdialog  # type: ignore[attr-defined]
    dialog.sag = sag
    return dialog


def materialer_of(dialog: Styringsdialog) -> Sequence[Dialogmateriale]:
    """The parts of its material in the order of the package, read once and kept on the object."""
    kept: list[Dialogmateriale] | None = getattr(dialog, _KEPT, None)
    if kept is None:
        order = list(Materialeart.values)
        kept = sorted(dialog.materialer.all(), key=lambda item: order.index(item.art))
        setattr(dialog, _KEPT, kept)
    return kept


def asked_for(dialog: Styringsdialog) -> list[Dialogmateriale]:
    """The parts that are asked for this year."""
    return [item for item in materialer_of(dialog) if not item.undladt]


def visible_dialoger(bruger: Bruger) -> QuerySet[Styringsdialog]:
    """The dialogues whose cases `bruger` may see: an organisation its own."""
    return Styringsdialog.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik", "sag__ansvarlig", "boligorganisation"
    )


def left_open(dialog: Styringsdialog) -> tuple[list[Dialogpunkt], list[Dialogaftale]]:
    """What the organisation's earlier dialogues left: items to be taken up again and agreements that are open, the oldest first.

    What a case that came to nothing held counts too, so that nothing open is lost with it. Two queries.
    """
    earlier = Q(dialog__boligorganisation=dialog.boligorganisation_id, dialog__aar__lt=dialog.aar)
    points = Dialogpunkt.objects.filter(earlier, aabent=True, genoptaget_som__isnull=True)
    agreements = Dialogaftale.objects.filter(earlier, status=Aftalestatus.AABEN)
    return (
        list(points.select_related("dialog__sag").order_by("dialog__aar", "nummer", "pk")),
        list(agreements.select_related("dialog__sag", "punkt").order_by("dialog__aar", "frist", "pk")),
    )
