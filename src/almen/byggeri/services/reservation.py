"""Moving what is reserved for a case to another year's frame, when the project will get its tilsagn later or sooner."""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from almen.byggeri.models import Grundkapitalpost, Postart
from almen.byggeri.selectors.projektdata import forget_projektdata, projektdata_of
from almen.byggeri.services.hovedbog import (
    Anledning,
    Bevaegelse,
    RammeOverskredet,
    ramme_for,
    write_poster,
)
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal

RESERVES = "reserver_grundkapital"
AAR_MINDST, AAR_HOEJST = 1990, 2099


def move_reservation(*, bruger: Bruger, sag: Sag, til_aar: int, begrundelse: str) -> int:
    """Moves all that is reserved for the case to the frames of `til_aar`, each purpose to its own; gives the kroner moved.

    Every reserving entry gets its counter-entry and a new one in the other year, under the effect that made it: should the
    decision fall, what stands in the new year is freed. Only before tilsagn. Raises UgyldigtInput, also where the
    other year cannot hold it, or AdgangNaegtet; then nothing is written.
    """
    adgang.require(adgang.may_adopt(bruger), "Kun ledere og administratorer kan flytte en reservation.")
    fejl = []
    if not AAR_MINDST <= til_aar <= AAR_HOEJST:
        fejl.append(Fejl("til_aar", f"er {til_aar}; tilladt er {AAR_MINDST} til {AAR_HOEJST}"))
    if not begrundelse.strip():
        fejl.append(Fejl("begrundelse", "skal udfyldes"))
    if fejl:
        raise UgyldigtInput(fejl)
    with locked_journal(sag, bruger) as journal:
        forget_projektdata(sag)
        if projektdata_of(sag).projekt.tilsagn_dato is not None:
            raise UgyldigtInput(
                [Fejl("til_aar", "kan ikke vælges: der er givet tilsagn, og beløbet er bundet i sit år")]
            )
        standing = _standing(sag, til_aar)
        if not standing:
            raise UgyldigtInput([Fejl("til_aar", f"er {til_aar}; der er intet reserveret i andre år")])
        try:
            moved = _write(sag, bruger, standing, til_aar, begrundelse.strip())
        except RammeOverskredet as error:
            raise UgyldigtInput([Fejl("til_aar", str(error))]) from None
        journal.append(
            "reservation_flyttet",
            f"Reservationen på {format_kroner(moved)} er flyttet til {til_aar}: {begrundelse.strip()}",
            {
                "til": til_aar,
                "beloeb": moved,
                "fra": sorted({post.ramme.aar for post in standing}),
            },
        )
    return moved


def _standing(sag: Sag, til_aar: int) -> list[Grundkapitalpost]:
    """The case's reserving entries in other years that nothing has countered."""
    return list(
        Grundkapitalpost.objects.filter(
            sag=sag, virkning=RESERVES, art=Postart.RESERVERET, modpost__isnull=True, modpost_til__isnull=True
        )
        .exclude(ramme__aar=til_aar)
        .select_related("ramme")
        .order_by("pk")
    )


def _write(sag: Sag, bruger: Bruger, standing: list[Grundkapitalpost], til_aar: int, note: str) -> int:
    today = timezone.localdate()
    # The new frame is measured while the old one still holds the money: two frames, each within itself.
    write_poster(
        sag,
        bruger,
        [Bevaegelse(post.ramme_id, Postart.FRIGIVET, post.beloeb, post.pk) for post in standing],
        Anledning(today, "flyt_reservation", note=note),
    )
    amounts: dict[tuple[str, int | None], int] = defaultdict(int)
    for post in standing:
        amounts[post.ramme.formaal, post.beslutning_nummer] += post.beloeb
    for (formaal, beslutning), amount in amounts.items():
        write_poster(
            sag,
            bruger,
            [Bevaegelse(ramme_for(til_aar, formaal).pk, Postart.RESERVERET, amount)],
            Anledning(today, RESERVES, beslutning, note),
        )
    return sum(amounts.values())
