"""Checks at Skema A, B and C that routes name: the case's data put in the form of `regler.skema`, which answers."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from almen.byggeri.kontroller import as_svar, maksimumsbeloeb_vurdering, merge_svar
from almen.byggeri.models import Bogstav
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, projektdata_of
from almen.byggeri.selectors.sagsside import total
from almen.regler import skema as regel
from almen.regler.resultat import Vurdering
from almen.sager.models import Beslutning, Sag
from almen.sagsgang.register import Kontrolsvar


def bilag_skema_a(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What an application for tilsagn must hold."""
    return _as_svar(_krav(projektdata_of(sag), "a", dato))


def bilag_skema_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What must be there before the start; the building permit's area is the case's."""
    data = projektdata_of(sag)
    krav = _krav(data, "b", dato)
    permitted = data.projekt.byggetilladelse_m2
    if permitted is None:
        return _as_svar(krav)
    areal = regel.check_byggetilladelse(permitted, data.current.bruttoareal_m2, data.parametre)
    return merge_svar(krav.id, krav.titel, [krav, areal])


def bilag_skema_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The accounts are audited."""
    return _as_svar(_krav(projektdata_of(sag), "c", dato))


def _krav(data: Projektdata, bogstav: Literal["a", "b", "c"], dato: dt.date) -> Vurdering:
    projekt = data.projekt
    oplyst = {navn: getattr(projekt, navn) for navn in regel.krav_ved(bogstav, data.parametre)}
    return regel.check_krav(bogstav, oplyst, dato, data.parametre)


def gebyr(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The state's fee (§ 107) is in the newest sum."""
    data = projektdata_of(sag)
    current = data.current
    return _as_svar(
        regel.check_gebyr_stat(current.anskaffelsessum, total(current, "gebyrer"), dato, data.parametre),
        "gebyr",
    )


def frist_skema_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Skema B is in within the statutory months of tilsagn, or of the municipality's extension."""
    data = projektdata_of(sag)
    projekt = data.projekt
    return _as_svar(
        regel.check_frist_skema_b(
            projekt.tilsagn_dato,
            _day_in(data, Bogstav.B, dato),
            projekt.frist_skema_b_forlaenget_til,
            data.parametre,
        )
    )


def frist_skema_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The accounts are in within the statutory months of the skæringsdag, or of the municipality's extension."""
    data = projektdata_of(sag)
    return _as_svar(
        regel.check_frist_skema_c(
            skaeringsdag_of(sag),
            _day_in(data, Bogstav.C, dato),
            data.projekt.frist_skema_c_forlaenget_til,
            data.parametre,
        )
    )


def _day_in(data: Projektdata, bogstav: str, dato: dt.date) -> dt.date:
    """The day the Skema was sent in, else the day it is dealt with."""
    skema = data.latest(bogstav)
    return (skema.skema.indsendt if skema else None) or dato


def skaeringsdag(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The day that the step fixes follows from when dwellings and outdoor areas were finished."""
    data = projektdata_of(sag)
    projekt = data.projekt
    return _as_svar(
        regel.check_skaeringsdag(
            dato, projekt.sidste_bolig_faerdig, projekt.udearealer_faerdige, data.parametre
        )
    )


def skaeringsdag_of(sag: Sag) -> dt.date | None:
    """The day from which the accounts are due: the decision's that fixed it, else as typed on the project."""
    decided = (
        Beslutning.objects.filter(sag=sag, trin="skaeringsdag", udfald__startswith="godkendt")
        .order_by("-nummer")
        .values_list("dato", flat=True)
        .first()
    )
    return decided or projektdata_of(sag).projekt.skaeringsdag


def laangiver(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """A lender has been chosen, at Skema B at the latest: the project's, else the registered guarantee's."""
    data = projektdata_of(sag)
    guarantees = sag.garantier.exclude(laangiver="").values_list("laangiver", flat=True)  # type: ignore[attr-defined]
    lender = data.projekt.laangiver or guarantees.first() or ""
    return _as_svar(regel.check_laangiver(lender, data.parametre))


def aendring_a_b(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """From A to B the sum may change within the maksimumsbeløb; other changes are told, for people to weigh."""
    data = projektdata_of(sag)
    return _as_svar(
        regel.check_aendring_a_b(
            _tal(data.standing(Bogstav.A)),
            _tal(data.standing(Bogstav.B)),
            maksimumsbeloeb_vurdering(data, dato),
            data.parametre,
        )
    )


def aendring_b_c(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The approved Skema B sum is the ceiling for the accounts, and what was approved has been built."""
    data = projektdata_of(sag)
    return _as_svar(
        regel.check_aendring_b_c(
            _tal(data.standing(Bogstav.B)), _tal(data.standing(Bogstav.C)), data.parametre
        )
    )


def _tal(skema: Skemadata | None) -> regel.Skematal | None:
    if skema is None:
        return None
    return regel.Skematal(
        skema.skema.bogstav, skema.boligtyper, skema.boliger, skema.bruttoareal_m2, skema.anskaffelsessum
    )


def _as_svar(vurdering: Vurdering, id_: str = "") -> Kontrolsvar:
    return as_svar(id_ or vurdering.id, vurdering)
