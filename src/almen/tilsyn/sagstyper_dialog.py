"""What the yearly dialogue tells the engine: case type, facts, deadlines, checks and the effect that publishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.papirer import register_art
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Faktum, Sagsfrist, Sagstype, Virkning
from almen.tilsyn.breve_dialog import NAVNE, PAPIRER
from almen.tilsyn.dialogfrister import last_day_of
from almen.tilsyn.kontroller_dialog import KONTROLLER
from almen.tilsyn.models import Materialeart
from almen.tilsyn.offentligt_dialog import sagens_redegoerelse
from almen.tilsyn.selectors.dialog import HJEMMEL, STYRINGSDIALOG, asked_for, dialog_of
from almen.tilsyn.services.dialog import open_from_wheel
from almen.tilsyn.services.redegoerelse import publish_redegoerelse, withdraw_redegoerelse
from almen.ui.formater import dato

REGNSKAB = "driftsbekendtgørelsen, regnskab"


def fakta(sag: Sag) -> Mapping[str, Any]:
    """Whether preliminary figures are asked for chooses the route; the rest is what each decision keeps of the dialogue."""
    dialog = dialog_of(sag)
    asked = asked_for(dialog)
    return {
        "foreloebige_tal": "ja" if any(i.art == Materialeart.FORELOEBIGE_TAL for i in asked) else "nej",
        "aar": dialog.aar,
        "modtaget": [item.art for item in asked if item.modtaget],
    }


def frister(sag: Sag) -> Mapping[str, Sagsfrist]:
    """When the material is due, when the law wants the meeting held, and when the dialogue is to be finished."""
    dialog = dialog_of(sag)
    asked = asked_for(dialog)
    who = dialog.boligorganisation
    due = {
        "foreloebige_tal": [i.frist for i in asked if i.frist and i.art == Materialeart.FORELOEBIGE_TAL],
        "materiale": [i.frist for i in asked if i.frist and i.art != Materialeart.FORELOEBIGE_TAL],
    }
    found = {
        step: Sagsfrist(min(days), f"{titel}, {who}", REGNSKAB, "sandsynlig")
        for step, titel, days in (
            ("foreloebige_tal", f"Foreløbige tal for {dialog.regnskabsaar}", due["foreloebige_tal"]),
            ("materiale", f"Regnskab og materiale for {dialog.regnskabsaar}", due["materiale"]),
        )
        if days
    }
    found["moede"] = Sagsfrist(last_day_of(dialog.aar), f"Dialogmøde {dialog.aar}, {who}", HJEMMEL)
    found["redegoerelse"] = Sagsfrist(
        dialog.frist, f"Redegørelse for styringsdialog {dialog.aar}, {who}", HJEMMEL
    )
    return found


def anmodning(sag: Sag) -> tuple[str, dt.date | None]:
    """What the organisation is asked for, part by part, and the day by which all of it with a day is due."""
    dialog = dialog_of(sag)
    wanted = [item for item in asked_for(dialog) if item.modtaget is None]
    lines = [
        f"- {item.get_art_display()}{f', senest {dato(item.frist)}' if item.frist else ', før mødet'}"
        for item in wanted
    ]
    text = f"Materiale til styringsdialogen {dialog.aar}, regnskabsår {dialog.regnskabsaar}:"
    return "\n".join([text, *lines]), max((item.frist for item in wanted if item.frist), default=None)


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """Text that the case list searches in."""
    dialog = dialog_of(sag)
    return {"soegetekst": f"styringsdialog {dialog.aar} {dialog.boligorganisation}"}


def oplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page tells of the dialogue; the organisation reads it too."""
    dialog = dialog_of(sag)
    asked = asked_for(dialog)
    return [
        ("Boligorganisation", str(dialog.boligorganisation)),
        ("Dialogens år", str(dialog.aar)),
        ("Hviler på regnskabet for", str(dialog.regnskabsaar)),
        ("Materiale", f"{sum(1 for item in asked if item.modtaget)} af {len(asked)} dele er modtaget"),
        ("Afsluttes senest", dato(dialog.frist)),
    ]


def register() -> None:
    """Puts case type, checks and effect in the engine's register; called once when Django starts."""
    if STYRINGSDIALOG in REGISTER.sagstyper:
        return
    for art, navn in NAVNE.items():
        register_art(art, navn)
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    REGISTER.register_virkning(
        Virkning(
            "offentliggoer_redegoerelse",
            "Redegørelsen bliver offentlig",
            publish_redegoerelse,
            withdraw_redegoerelse,
        )
    )
    REGISTER.register_sagstype(
        Sagstype(
            id=STYRINGSDIALOG,
            navn="Styringsdialog",
            navn_flertal="Styringsdialoger",
            fakta=fakta,
            faktadefinitioner=(
                Faktum(
                    "foreloebige_tal",
                    "Bruges foreløbige regnskabstal?",
                    (("ja", "Dialoger med foreløbige regnskabstal"), ("nej", "Dialoger uden")),
                    flere=False,
                ),
            ),
            noegletal=noegletal,
            side_navn="Dialogen",
            side_url=lambda sag: reverse("tilsyn:dialog", args=[sag.nummer]),
            oplysninger=oplysninger,
            ansoegt=False,
            offentligt=sagens_redegoerelse,
            papirer=PAPIRER,
            frister=frister,
            aabn_aarsopgave=open_from_wheel,
            anmodning=anmodning,
        )
    )
