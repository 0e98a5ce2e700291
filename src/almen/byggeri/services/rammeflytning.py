"""Moving what is not bound of a frame to another year, by a decision that is recorded."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q
from django.utils import timezone

from almen.byggeri.models import Grundkapitalramme, Rammeflytning
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.sager import adgang
from almen.sager.services import system_journal

REQUIRED = ("begrundelse", "vedtaget_af", "kilde")


def move_ramme(
    *,
    bruger: Bruger,
    fra: Grundkapitalramme,
    til: Grundkapitalramme,
    beloeb: int,
    begrundelse: str,
    vedtaget_af: str,
    vedtaget_dato: dt.date,
    kilde: str,
) -> Rammeflytning:
    """Takes `beloeb` (kroner) from one frame and gives it to another of the same purpose; only what is not bound.

    The conditional UPDATE is lock and check at once, so that two people cannot move the same money, nor move what a
    decision binds in the same second. Raises UgyldigtInput; then nothing is written.
    """
    adgang.require(
        adgang.may_adopt(bruger), "Kun ledere og administratorer kan flytte grundkapital mellem år."
    )
    texts = {"begrundelse": begrundelse.strip(), "vedtaget_af": vedtaget_af.strip(), "kilde": kilde.strip()}
    fejl = [*check_sum("beloeb", beloeb), *_check_frames(fra, til)]
    fejl += [Fejl(navn, "skal udfyldes") for navn in REQUIRED if not texts[navn]]
    if vedtaget_dato > timezone.localdate():
        fejl.append(Fejl("vedtaget_dato", "ligger i fremtiden; tilladt er i dag eller tidligere"))
    if fejl:
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        for ramme, delta in sorted(((fra, -beloeb), (til, beloeb)), key=lambda pair: pair[0].pk):
            _change(ramme, delta)
        flytning = Rammeflytning.objects.create(
            fra=fra, til=til, beloeb=beloeb, vedtaget_dato=vedtaget_dato, registreret_af=bruger, **texts
        )
        journal.append(
            "rammeflytning",
            f"Grundkapital flyttet: {format_kroner(beloeb)} fra {fra} til {til}. {texts['begrundelse']}",
            {"fra": fra.pk, "til": til.pk, "beloeb": beloeb, "vedtaget_dato": vedtaget_dato, **texts},
        )
    return flytning


def _check_frames(fra: Grundkapitalramme, til: Grundkapitalramme) -> list[Fejl]:
    if fra.pk == til.pk:
        return [Fejl("til", "er den samme ramme; vælg et andet år")]
    if fra.formaal != til.formaal:
        return [Fejl("til", "har et andet formål; der kan kun flyttes mellem år for samme formål")]
    return [
        Fejl(navn, "er ikke registreret med et beløb; registrér rammen først")
        for navn, ramme in (("fra", fra), ("til", til))
        if ramme.beloeb is None
    ]


def _change(ramme: Grundkapitalramme, delta: int) -> None:
    allowed = Q(beloeb__gte=F("reserveret") + F("tilsagn") - F("tillaeg") - delta)
    if Grundkapitalramme.objects.filter(allowed, pk=ramme.pk).update(beloeb=F("beloeb") + delta):
        return
    left = Grundkapitalramme.objects.get(pk=ramme.pk).tilbage or 0
    raise UgyldigtInput(
        [
            Fejl(
                "beloeb",
                f"er {format_kroner(-delta)}; i {ramme} er der {format_kroner(max(0, left))}, som ikke er bundet",
            )
        ]
    )
