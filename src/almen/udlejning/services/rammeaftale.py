"""Framework agreements: opened with their case, renewed from the present one, or recorded from before the system."""

from __future__ import annotations

import datetime as dt
from typing import Any

from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.aflaesning import check_kilde
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.frister import add_maaneder
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.services import opened_sag, system_journal
from almen.udlejning.models import (
    Aftalebilag,
    Kriterium,
    Rammeaftale,
    Trappetrin,
    Trinandel,
    Trinkriterium,
)
from almen.udlejning.perioder import ONE_DAY
from almen.udlejning.selectors.indhold import day_in, holding_on
from almen.udlejning.selectors.rammeaftale import RAMMEAFTALE, holds
from almen.udlejning.services.aftaleaendring import NO_RIGHT, changed_aftale, require_visible

FIELDS = (
    "navn",
    "gyldig_fra",
    "gyldig_til",
    "parter",
    "formaal",
    "kilde",
    "kilde_adresse",
    "sikkerhed",
    "note",
)
LAENGDE = "foelge.fleksibel_aar"
MAY_NOT_OPEN = "Kun sagsbehandlere og ledere kan åbne en sag om udlejningsaftalen."


def open_rammeaftale(
    *, bruger: Bruger, titel: str, forgaenger: Rammeaftale | None = None, demo: bool = False, **felter: Any
) -> Rammeaftale:
    """Opens a case with an agreement that is to be negotiated. `felter`: `FIELDS`, the rest go to `opened_sag`.

    Raises UgyldigtInput, AdgangNaegtet or IngenSagsgang; then nothing is written.
    """
    adgang.require(adgang.may_open_sag(bruger) and adgang.may_edit_udlejning(bruger), MAY_NOT_OPEN)
    own = {name: felter.pop(name) for name in FIELDS if name in felter}
    aftale = _new(own, bruger, demo)
    fejl = _check(aftale)
    if not 1 <= len(titel.strip()) <= 200:
        fejl.append(Fejl("titel", "skal være på 1 til 200 tegn"))
    if fejl:
        raise UgyldigtInput(fejl)
    with opened_sag(bruger=bruger, sagstype=RAMMEAFTALE, titel=titel.strip(), demo=demo, **felter) as sag:
        if forgaenger is not None:
            _free_predecessor(forgaenger, bruger)
            aftale.forgaenger = forgaenger
        aftale.sag = sag
        aftale.save()
        sag.rammeaftale = aftale  # type: ignore[attr-defined]
        if forgaenger is not None:
            copy_contents(forgaenger, aftale)
    return aftale


def start_renewal(
    *, bruger: Bruger, aftale: Rammeaftale, titel: str = "", demo: bool = False, **felter: Any
) -> Rammeaftale:
    """Opens the case of the agreement that follows, with stairs, criteria, shares and annexes of the present one as a draft.

    The draft begins the day after the present one ends and lasts as long as criteria may, unless `felter` say otherwise.
    Raises UgyldigtInput (also where the agreement does not hold, or a renewal is under way), AdgangNaegtet, Http404.
    """
    require_visible(bruger, aftale)
    if not holds(aftale):
        raise UgyldigtInput([Fejl("", "Aftalen er ikke vedtaget endnu og kan ikke fornys")])
    fra = felter.pop("gyldig_fra", None) or aftale.gyldig_til + ONE_DAY
    til = felter.pop("gyldig_til", None) or proposed_end(fra)
    given = {
        "navn": f"Rammeaftale om udlejning {fra.year}–{til.year}",
        "parter": aftale.parter,
        "formaal": aftale.formaal,
        "kilde": f"Udkast efter {aftale.navn}"[:400],
        "sikkerhed": "usikker",
        **felter,
    }
    return open_rammeaftale(
        bruger=bruger,
        titel=titel or f"Fornyelse af {aftale.navn}"[:200],
        forgaenger=aftale,
        demo=demo,
        gyldig_fra=fra,
        gyldig_til=til,
        **given,
    )


def record_rammeaftale(
    *, bruger: Bruger, forgaenger: Rammeaftale | None = None, demo: bool = False, **felter: Any
) -> Rammeaftale:
    """Records an agreement that was made before the system came, without a case. Raises UgyldigtInput, AdgangNaegtet."""
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    aftale = _new(felter, bruger, demo)
    if fejl := _check(aftale):
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        if forgaenger is not None:
            _free_predecessor(forgaenger, bruger)
            aftale.forgaenger = forgaenger
        aftale.save()
        journal.append("rammeaftale_registreret", f"{aftale.navn} er registreret.", aftale_as_data(aftale))
    return aftale


def edit_rammeaftale(*, bruger: Bruger, aftale: Rammeaftale, grund: str = "", **felter: Any) -> Rammeaftale:
    """Changes the agreement's own fields (`FIELDS`); what is not given is kept. The period of one that holds stands.

    Raises UgyldigtInput, AdgangNaegtet.
    """
    if unknown := felter.keys() - set(FIELDS):
        raise TypeError(f"edit_rammeaftale kender ikke {', '.join(sorted(unknown))}")
    with changed_aftale(aftale, bruger, grund=grund) as change:
        fresh = change.aftale
        before = aftale_as_data(fresh)
        for name, value in felter.items():
            setattr(fresh, name, value.strip() if isinstance(value, str) else value)
        fejl = _check(fresh)
        moved = any(before[name] != getattr(fresh, name) for name in ("gyldig_fra", "gyldig_til"))
        if moved and change.vedtaget:
            fejl.append(Fejl("gyldig_til", "Aftalen gælder; en anden periode kræver en ny aftale"))
        if fejl:
            raise UgyldigtInput(fejl)
        fresh.save()
        if moved and not change.vedtaget:
            _move_start(fresh)
        change.record("rammeaftale_rettet", f"{fresh.navn} er rettet.", before, aftale_as_data(fresh))
    return fresh


def proposed_end(fra: dt.date) -> dt.date:
    """The last day of an agreement from `fra` that lasts as long as criteria may; a year where the statute's length is unknown."""
    found = current_parametre().find(LAENGDE, fra)
    years = found.heltal if found is not None and found.vaerdi is not None else 1
    return add_maaneder(fra, 12 * years) - ONE_DAY


def copy_contents(source: Rammeaftale, target: Rammeaftale) -> None:
    """Copies steps, criteria, shares and annexes as they stood on the last day of `source`, dated from the first of `target`."""
    day = day_in(source, source.gyldig_til)
    criteria: dict[int, Kriterium] = {}
    for item in source.kriterier.all():
        criteria[item.pk] = Kriterium.objects.create(
            rammeaftale=target,
            **{
                name: getattr(item, name)
                for name in ("kode", "navn", "tekst", "skaerpet", "kilde", "sikkerhed")
            },
        )
    steps: dict[int, Trappetrin] = {}
    for step in source.trin.all():
        names = ("trappe", "nummer", "navn", "beskrivelse", "kilde", "sikkerhed")
        steps[step.pk] = Trappetrin.objects.create(
            rammeaftale=target, **{name: getattr(step, name) for name in names}
        )
    Trinandel.objects.bulk_create(
        Trinandel(
            trin=steps[row.trin_id],
            boligtype=row.boligtype,
            vej=row.vej,
            pct=row.pct,
            fra=target.gyldig_fra,
            kilde=row.kilde,
            sikkerhed=row.sikkerhed,
        )
        for row in Trinandel.objects.filter(holding_on(day), trin__in=steps)
    )
    Trinkriterium.objects.bulk_create(
        Trinkriterium(
            trin=steps[row.trin_id],
            kriterium=criteria[row.kriterium_id],
            binding=row.binding,
            raekkefoelge=row.raekkefoelge,
            fra=target.gyldig_fra,
        )
        for row in Trinkriterium.objects.filter(holding_on(day), trin__in=steps)
    )
    # A document belongs to its case: the draft's annexes have none until they are written.
    Aftalebilag.objects.bulk_create(
        Aftalebilag(
            rammeaftale=target,
            nummer=row.nummer,
            art=row.art,
            titel=row.titel,
            beskrivelse=row.beskrivelse,
        )
        for row in source.bilag.all()
    )


def aftale_as_data(aftale: Rammeaftale) -> dict[str, Any]:
    """The agreement's own fields as the journal keeps them."""
    return {
        "rammeaftale": aftale.pk,
        **{name: getattr(aftale, name) for name in FIELDS},
        "forgaenger": aftale.forgaenger_id,
    }


def _new(felter: dict[str, Any], bruger: Bruger, demo: bool) -> Rammeaftale:
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in felter.items()}
    return Rammeaftale(demo=demo, oprettet_af=bruger, **clean)


def _check(aftale: Rammeaftale) -> list[Fejl]:
    fejl = check_kilde(aftale.kilde, aftale.kilde_adresse, aftale.sikkerhed, "")
    if not 1 <= len(aftale.navn) <= 200:
        fejl.append(Fejl("navn", "skal være på 1 til 200 tegn"))
    if not aftale.parter.strip():
        fejl.append(Fejl("parter", "skal udfyldes: skriv en part på hver linje"))
    if aftale.gyldig_fra is None or aftale.gyldig_til is None:
        fejl.append(Fejl("gyldig_fra", "skal udfyldes"))
    elif aftale.gyldig_til < aftale.gyldig_fra:
        fejl.append(Fejl("gyldig_til", "skal være den samme dag som første dag eller senere"))
    return fejl


def _free_predecessor(forgaenger: Rammeaftale, bruger: Bruger) -> None:
    """Makes way for another renewal where the one before came to nothing. Raises UgyldigtInput where one is under way."""
    Rammeaftale.objects.select_for_update().get(pk=forgaenger.pk)
    found = Rammeaftale.objects.filter(forgaenger=forgaenger).select_related("sag__overblik").first()
    if found is None:
        return
    if found.sag is None or found.sag.overblik.afslutning not in UDEN_RESULTAT:
        where = f" i sag {found.sag.nummer}" if found.sag is not None else ""
        raise UgyldigtInput([Fejl("", f"{forgaenger.navn} fornys allerede{where}: {found.navn}")])
    found.forgaenger = None
    found.save(update_fields=["forgaenger"])


def _move_start(aftale: Rammeaftale) -> None:
    """A draft's shares and criteria hold from its first day, whichever that is."""
    for rows in (
        Trinandel.objects.filter(trin__rammeaftale=aftale),
        Trinkriterium.objects.filter(trin__rammeaftale=aftale),
    ):
        rows.update(fra=aftale.gyldig_fra)
