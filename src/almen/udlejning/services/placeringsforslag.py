"""Placements that an adjustment proposes: written, changed and taken out until the case ends; carried out by its decision."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from almen.omraader.models import Udlejningsjustering
from almen.omraader.selectors.justering import justering_of
from almen.organisationer.models import Afdeling, Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import locked_journal
from almen.udlejning.models import Placeringsforslag, Trappetrin
from almen.udlejning.selectors.placeringsforslag import as_input, forslag_of
from almen.udlejning.services.placering import check_placering, place_afdeling, withdraw_placeringer

NO_RIGHT = "Kun sagsbehandlere og ledere kan foreslå placeringer."


def save_forslag(
    *,
    bruger: Bruger,
    sag: Sag,
    afdeling: Afdeling,
    trin: Trappetrin,
    fra: dt.date,
    fleksibel_pct: Decimal | None = None,
) -> Placeringsforslag:
    """Proposes that an afdeling stands on a step from a day; a proposal for the afdeling that is there already is changed.

    Raises UgyldigtInput naming `afdeling`, `trin`, `fra` or `fleksibel_pct`, AdgangNaegtet; a case that has ended is not changed.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    with locked_journal(sag, bruger) as journal:
        found = _open_justering(sag)
        fejl = []
        if not found.omraade.omraadeafdelinger.filter(afdeling=afdeling).exists():
            fejl.append(Fejl("afdeling", f"ligger ikke i {found.omraade}"))
        if fleksibel_pct is not None and not 0 <= fleksibel_pct <= 100:
            fejl.append(Fejl("fleksibel_pct", "skal være fra 0 til 100 pct."))
        row = Placeringsforslag.objects.filter(justering=found, afdeling=afdeling).first()
        before = _facts(row) if row else None
        row = row or Placeringsforslag(justering=found, afdeling=afdeling)
        row.trin, row.fra, row.fleksibel_pct = trin, fra, fleksibel_pct
        fejl += check_placering(as_input(row))
        if fejl:
            raise UgyldigtInput(fejl)
        row.save()
        if before != (after := _facts(row)):
            journal.append(
                "placering_foreslaaet", f"Foreslået placering: {row}.", {"foer": before, "efter": after}
            )
    return row


def remove_forslag(*, bruger: Bruger, sag: Sag, forslag: Placeringsforslag) -> None:
    """Takes a proposed placement out; it stays in the journal. Raises UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    with locked_journal(sag, bruger) as journal:
        found = _open_justering(sag)
        row = Placeringsforslag.objects.filter(justering=found, pk=forslag.pk).first()
        if row is None:
            raise UgyldigtInput([Fejl("", "Forslaget er fjernet i mellemtiden.")])
        journal.append(
            "placeringsforslag_fjernet", f"Foreslået placering fjernet: {row}.", {"foer": _facts(row)}
        )
        row.delete()


def carry_out(sag: Sag, beslutning: object, bruger: Bruger) -> None:
    """Places every afdeling as proposed, by the committee's decision; the effect's function."""
    found = justering_of(sag)
    for row in forslag_of(found):
        item = as_input(row)
        place_afdeling(
            bruger=bruger,
            afdeling=item.afdeling,
            trin=item.trin,
            fra=item.fra,
            begrundelse=item.begrundelse,
            kilde=f"Sag {sag.nummer}: udvalgets beslutning om justering",
            sikkerhed="sikker",
            justering=found,
            demo=sag.demo,
        )


def take_back(sag: Sag, beslutning: object, bruger: Bruger) -> None:
    """Lets the placements fall away when the decision no longer stands; the effect's undo."""
    withdraw_placeringer(justering_of(sag), bruger=bruger)


def _open_justering(sag: Sag) -> Udlejningsjustering:
    found = justering_of(Sag.objects.get(pk=sag.pk))
    if load_forloeb(found.sag).tilstand.afsluttet:
        raise UgyldigtInput([Fejl("", "Sagen er afsluttet; forslaget kan ikke ændres.")])
    return found


def _facts(row: Placeringsforslag) -> dict[str, object]:
    return {
        "afdeling": row.afdeling_id,
        "trin": row.trin_id,
        "trin_navn": str(row.trin),
        "fra": row.fra.isoformat(),
        "fleksibel_pct": None if row.fleksibel_pct is None else str(row.fleksibel_pct),
    }
