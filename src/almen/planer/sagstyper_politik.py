"""The case in which a policy for vulnerable areas is decided: what it tells the engine, and what indstillinger say of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from almen.omraader.indikatorer import indikator_navn
from almen.papirer import Afsnit, Raekke, Tabel, Tekst, split_lines
from almen.planer.models import POLITIK
from almen.planer.offentlige_politikker import politiksag
from almen.planer.selectors.politik import politik_of
from almen.regler.dansk import format_dato
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Sagstype
from almen.ui.formater import dato

HOERING, SELVE_POLITIKKEN = "hoering", "politik"


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page and a paper tell of the policy."""
    politik = politik_of(sag)
    areas = ", ".join(politik.udpegninger.order_by("omraade__navn").values_list("omraade__navn", flat=True))
    return [
        ("Politik", politik.navn),
        ("Periode", f"{dato(politik.fra)} – {dato(politik.til)}"),
        ("Mål", "; ".join(str(item) for item in politik.maal.all()) or "Ingen endnu"),
        ("Udpegede områder", areas or "Ingen ført ind"),
        ("Kilde", politik.kilde),
        ("Sikkerhed", politik.get_sikkerhed_display()),
    ]


def policy_to_be_decided(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The policy with its goals and what they are measured by; the hearing has a point of its own."""
    politik = politik_of(sag)
    kilde = (sag_kilde(sag),)
    goals = list(politik.maal.prefetch_related("indikatorer"))
    rows = tuple(
        Raekke((str(goal), indikator_navn(item.indikator), item.get_retning_display()), kilde)
        for goal in goals
        for item in goal.indikatorer.all()
    )
    table = Tabel("Mål og indikatorer", ("Mål", "Måles på", "Ønsket udvikling"), rows, tal=False)
    said = [Tekst(f"Politikken har {len(goals)} mål.", kilde), *(Tekst(str(goal), kilde) for goal in goals)]
    period = f"for perioden {format_dato(politik.fra)} til {format_dato(politik.til)}"
    return Indstillingsindhold(
        punkter={
            HOERING: (Tekst(f"at forslaget til {politik.navn} sendes i høring", kilde),),
            SELVE_POLITIKKEN: (Tekst(f"at {politik.navn} vedtages {period}", kilde),),
        },
        problemstilling=Afsnit("", split_lines(politik.beskrivelse, kilde)),
        loesning=Afsnit(
            "",
            tuple(said) if goals else (Tekst(to_fill("politikkens mål"), kilde),),
            tabeller=(table,) if rows else (),
        ),
        oekonomi=Afsnit("", (Tekst(to_fill("politikkens økonomi for kommunen")),)),
    )


def register() -> None:
    """Puts the case type in the engine's register; called once when Django starts."""
    if POLITIK in REGISTER.sagstyper:
        return
    REGISTER.register_sagstype(
        Sagstype(
            id=POLITIK,
            navn="Politik for udsatte byområder",
            navn_flertal="Politikker for udsatte byområder",
            fakta=lambda sag: {},
            noegletal=lambda sag: {"soegetekst": politik_of(sag).navn},
            side_navn="Politikken",
            side_url=lambda sag: politik_of(sag).get_absolute_url(),
            ny_url=lambda: reverse("planer:ny_politik"),
            oplysninger=oplysninger,
            indstilling=policy_to_be_decided,
            offentligt=politiksag,
        )
    )
