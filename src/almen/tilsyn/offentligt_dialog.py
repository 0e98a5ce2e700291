"""What the public reads of the dialogues: the statements that the law has the municipality publish (almenboligloven § 164, stk. 2).

A statement is public from the route's last step, and no longer once it is withdrawn or its case is closed to the public or annulled. It
rests on the publication itself, not on a body's decision: the law demands it, whoever decides. Told are text, day, organisation and year
as published; not the agenda, the minutes, the remarks or the material.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from almen.sager.models import Fortrolighed, Sag
from almen.tilsyn.models import Redegoerelse
from almen.ui.kolonner import Kolonne
from almen.ui.offentligt import Offentligsamling, ting_url
from almen.ui.offentligt import register as register_samling

SAMLING = "styringsdialoger"


def public_redegoerelser() -> QuerySet[Redegoerelse]:
    """The statements that are public now, the latest first: of each dialogue its latest, if that has not been withdrawn."""
    latest = Redegoerelse.objects.filter(dialog=OuterRef("dialog")).order_by("-offentliggjort", "-pk")
    return (
        Redegoerelse.objects.filter(
            pk=Subquery(latest.values("pk")[:1]),
            trukket=False,
            dialog__sag__fortrolighed=Fortrolighed.AABEN,
            dialog__sag__annulleret__isnull=True,
        )
        .select_related("dialog__sag", "dialog__boligorganisation")
        .order_by("-offentliggjort", "-pk")
    )


def find_redegoerelse(noegle: str) -> Redegoerelse | None:
    """The public statement of the case with this number, or None."""
    return public_redegoerelser().filter(dialog__sag__nummer=noegle).first()


def sagens_redegoerelse(sag: Sag) -> Mapping[str, Any]:
    """What the public page of the dialogue's case tells: a way to the statement. Nothing where none is public."""
    found = find_redegoerelse(sag.nummer)
    if found is None:
        return {}
    return {"side": {"navn": "Redegørelsen for dialogen", "url": ting_url(SAMLING, sag.nummer)}}


def _detaljer(row: Redegoerelse) -> Mapping[str, Any]:
    return {
        "tekst": row.tekst,
        "boligorganisation": row.dialog.boligorganisation.navn,
        "aar": row.dialog.aar,
        "moede_dato": row.moede_dato.isoformat() if row.moede_dato else None,
    }


FELTER = (
    Kolonne(
        "boligorganisation",
        "Boligorganisation",
        "dialog.boligorganisation.navn",
        sorter="dialog__boligorganisation__navn",
        beskrivelse="Den boligorganisation, dialogen er med",
    ),
    Kolonne("aar", "År", lambda row: str(row.dialog.aar), sorter="dialog__aar", beskrivelse="Dialogens år"),
    Kolonne(
        "moede", "Møde", "moede_dato", "dato", sorter="moede_dato", beskrivelse="Den dag, mødet blev holdt"
    ),
    Kolonne(
        "offentliggjort",
        "Offentliggjort",
        lambda row: row.offentliggjort.date(),
        "dato",
        sorter="offentliggjort",
        beskrivelse="Den dag, redegørelsen blev lagt frem",
    ),
    Kolonne(
        "redegoerelse",
        "Redegørelse",
        "tekst",
        skjult=True,
        beskrivelse="Redegørelsens tekst, som den er offentliggjort",
    ),
    Kolonne(
        "demo",
        "Demodata",
        "dialog.sag.demo",
        "ja_nej",
        skjult=True,
        beskrivelse="Ja: opdigtet til demonstration",
    ),
)


def register() -> None:
    """Registers the collection; called once when Django starts."""
    register_samling(
        Offentligsamling(
            id=SAMLING,
            navn="Styringsdialoger",
            ental="redegørelse",
            flertal="redegørelser",
            beskrivelse="Kommunens redegørelser for de årlige dialogmøder med de almene boligorganisationer (almenboligloven § 164, stk. 2).",
            kilde="Kommunens styringsdialoger i Almen",
            felter=FELTER,
            raekker=public_redegoerelser,
            find=find_redegoerelse,
            noegle=lambda row: row.dialog.sag.nummer,
            titel=lambda row: f"Styringsdialog {row.dialog.aar}, {row.dialog.boligorganisation}",
            note=lambda row: f"Møde {row.moede_dato:%d.%m.%Y}" if row.moede_dato else "",
            dato=lambda row: row.offentliggjort.date(),
            soegefelter=("dialog__boligorganisation__navn", "tekst"),
            demo=lambda row: row.dialog.sag.demo,
            detaljer=_detaljer,
            skabelon="tilsyn/offentlig_redegoerelse.html",
            orden=28,
        )
    )
