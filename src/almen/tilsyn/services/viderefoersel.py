"""What earlier dialogues left open is taken into this year's in one act, and each remembers where it came from."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.sager.models import Fortrolighed
from almen.sager.services import locked_journal
from almen.sager.services.transaktion import whole_act
from almen.tilsyn.models import Aftalestatus, Dialogaftale, Dialogpunkt, Styringsdialog
from almen.tilsyn.selectors.dialog import left_open
from almen.tilsyn.services.dialogaendring import changed_dialog
from almen.tilsyn.services.dialogmoede import Punktinput, append_punkt


@dataclass(frozen=True)
class Viderefoert:
    """What one act took over."""

    punkter: tuple[Dialogpunkt, ...]
    aftaler: tuple[Dialogaftale, ...]


def carry_forward(*, bruger: Bruger, dialog: Styringsdialog) -> Viderefoert:
    """Takes every open item and open agreement of the organisation's earlier dialogues into this one.

    The earlier agreement becomes `viderefoert`; an item stays marked as open where it was, with what took it up. Running it again
    takes only what has come since. The cases are locked in the order of their keys, so that two at once wait for each other and lose
    nothing. Raises UgyldigtInput or AdgangNaegtet; then nothing is moved.
    """
    with whole_act(), ExitStack() as stack:
        earlier = sorted(
            {row.dialog for rows in left_open(dialog) for row in rows}, key=lambda item: item.sag_id
        )
        journals = {
            item.pk: stack.enter_context(locked_journal(item.sag, bruger))
            for item in earlier
            if item.sag_id < dialog.sag_id
        }
        aendring = stack.enter_context(changed_dialog(dialog, bruger))
        journals |= {
            item.pk: stack.enter_context(locked_journal(item.sag, bruger))
            for item in earlier
            if item.sag_id > dialog.sag_id
        }
        # Read anew under the locks: another may have taken some of it, or closed it.
        points, agreements = left_open(aendring.dialog)
        points = [row for row in points if row.dialog_id in journals]
        agreements = [row for row in agreements if row.dialog_id in journals]
        taken = tuple(
            append_punkt(
                aendring,
                Punktinput(
                    row.titel, f"Fra dialogen i {row.dialog.aar}: {row.konklusion}"[:10_000], row.tema
                ),
                genoptaget_fra=row,
            )
            for row in points
        )
        moved = tuple(
            _move(aendring.dialog, row, {new.genoptaget_fra_id: new for new in taken}) for row in agreements
        )
        for pk, journal in journals.items():
            mine = [row for row in agreements if row.dialog_id == pk]
            count = len(mine) + sum(row.dialog_id == pk for row in points)
            if count:
                journal.append(
                    "dialog_viderefoert",
                    f"{count} åbne punkter og aftaler er ført videre til dialogen i {dialog.aar}.",
                    {"til": dialog.sag.nummer, "aftaler": [row.pk for row in mine]},
                    fortrolighed=Fortrolighed.INTERN,
                )
        if taken or moved:
            titles = "; ".join(row.titel for row in taken)
            aendring.record(
                "viderefoert",
                f"Taget med fra tidligere dialoger: {len(taken)} punkter og {len(moved)} aftaler. {titles}"[
                    :1000
                ],
            )
    return Viderefoert(taken, moved)


def _move(dialog: Styringsdialog, row: Dialogaftale, taken: dict[int | None, Dialogpunkt]) -> Dialogaftale:
    row.status, row.afsluttet = Aftalestatus.VIDEREFOERT, timezone.localdate()
    row.save(update_fields=["status", "afsluttet"])
    return Dialogaftale.objects.create(
        dialog=dialog,
        punkt=taken.get(row.punkt_id) if row.punkt_id else None,
        tekst=row.tekst,
        part=row.part,
        ejer=row.ejer,
        frist=row.frist,
        note=row.note,
        viderefoert_fra=row,
    )
