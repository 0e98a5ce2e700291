"""Efforts and milestones of a plan, and what is reported of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from almen.omraader.models import Omraade
from almen.organisationer.models import Bruger
from almen.planer.models import (
    Indsats,
    Indsatsart,
    Lys,
    Milepael,
    Plan,
    Politikmaal,
    Saerindsats,
    Statusmelding,
)
from almen.planer.selectors.forvaltninger import forvaltninger, forvaltninger_of, may_report
from almen.planer.services.aendring import changed_plan
from almen.planer.services.inddata import check_beloeb, check_periode, check_text, check_valg, refuse
from almen.planer.services.plan import MAY_NOT_EDIT
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import Sag

MAX_STATUS = 4000
MAY_NOT_REPORT = "Kun den ansvarlige forvaltning og sagens egne folk melder status på indsatsen."


def save_indsats(
    *,
    bruger: Bruger,
    plan: Plan,
    navn: str,
    indsats: Indsats | None = None,
    art: str = Indsatsart.TVAERGAAENDE,
    beskrivelse: str = "",
    maal: Politikmaal | None = None,
    ansvarlig: str = "",
    ansvarlig_tekst: str = "",
    omraader: Collection[Omraade] = (),
    tema: str = "",
    budget: int | None = None,
    fra: dt.date | None = None,
    til: dt.date | None = None,
    sag: Sag | None = None,
    viderefoert_fra: Indsats | None = None,
    grund: str = "",
) -> Indsats:
    """Adds an effort or changes `indsats`, wholly: what is left out is emptied. `budget` in whole kroner, None: not settled.

    `ansvarlig` is an id of the profile's forvaltninger; another owner is named in `ansvarlig_tekst`; one of them is needed.
    Raises UgyldigtInput (also without `grund` once the plan has been put forward) or AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_plan(plan, bruger, grund=grund) as aendring:
        fresh = aendring.plan
        row = Indsats(plan=fresh) if indsats is None else _locked(fresh, indsats)
        before = indsats_as_data(row) if indsats is not None else None
        row.navn, row.art, row.beskrivelse = navn.strip(), art, beskrivelse.strip()
        row.maal, row.ansvarlig, row.ansvarlig_tekst = maal, ansvarlig, ansvarlig_tekst.strip()
        row.tema, row.budget, row.fra, row.til, row.sag = tema, budget, fra, til, sag
        if indsats is None:
            row.viderefoert_fra = viderefoert_fra
        chosen = list(omraader)
        refuse(_check_indsats(fresh, row, chosen))
        row.save()
        row.omraader.set(chosen)
        words = f"Indsatsen “{row.navn}” er {'rettet' if before else 'tilføjet'}."
        aendring.record(
            "indsats_rettet" if before else "indsats_tilfoejet", words, before, indsats_as_data(row)
        )
    return row


def drop_indsats(*, bruger: Bruger, indsats: Indsats, dato: dt.date | None = None, grund: str = "") -> None:
    """Takes an effort out from `dato` (default today). It stays in the plan, marked; in a draft that nothing rests on it goes."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_plan(indsats.plan, bruger, grund=grund) as aendring:
        row = _locked(aendring.plan, indsats)
        if row.udgaaet is not None:
            refuse([Fejl("", f"Indsatsen “{row.navn}” er allerede udgået")])
        before = indsats_as_data(row)
        words = f"Indsatsen “{row.navn}” er udgået."
        if not aendring.grund and not _is_built_on(row):
            row.delete()
            aendring.record("indsats_udgaaet", words, before, {})
            return
        row.udgaaet = dato or timezone.localdate()
        row.save(update_fields=["udgaaet"])
        aendring.record("indsats_udgaaet", words, before, indsats_as_data(row))


def save_milepael(
    *,
    bruger: Bruger,
    plan: Plan,
    titel: str,
    frist: dt.date,
    milepael: Milepael | None = None,
    indsats: Indsats | None = None,
    note: str = "",
    grund: str = "",
) -> Milepael:
    """Adds a milestone of the plan or of one of its efforts, or changes `milepael`. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_plan(plan, bruger, grund=grund) as aendring:
        row = Milepael(plan=aendring.plan) if milepael is None else _locked_milepael(aendring.plan, milepael)
        before = milepael_as_data(row) if milepael is not None else None
        row.titel, row.frist, row.note, row.indsats = titel.strip(), frist, note.strip(), indsats
        fejl = [*check_text("titel", titel, 200), *check_text("note", note, 400, mindst=0)]
        if indsats is not None and indsats.plan_id != plan.pk:
            fejl.append(Fejl("indsats", "hører til en anden plan"))
        refuse(fejl)
        row.save()
        words = f"Milepælen “{row.titel}” er {'rettet' if before else 'tilføjet'}."
        kind = "milepael_rettet" if before else "milepael_tilfoejet"
        aendring.record(kind, words, before, milepael_as_data(row))
    return row


def drop_milepael(*, bruger: Bruger, milepael: Milepael, grund: str = "") -> None:
    """Deletes a milestone; what it said stands in the journal. Raises UgyldigtInput or AdgangNaegtet."""
    adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    with changed_plan(milepael.plan, bruger, grund=grund) as aendring:
        row = _locked_milepael(aendring.plan, milepael)
        before = milepael_as_data(row)
        row.delete()
        aendring.record("milepael_slettet", f"Milepælen “{milepael.titel}” er slettet.", before, {})


def reach_milepael(
    *, bruger: Bruger, milepael: Milepael, naaet: dt.date | None, note: str | None = None
) -> Milepael:
    """Says on which day a milestone was reached, or (`naaet` None) that it was not after all. Who reports on the effort may.

    `note` None keeps the note. Raises UgyldigtInput (a day to come) or AdgangNaegtet.
    """
    _require_report(bruger, milepael.indsats)
    with changed_plan(milepael.plan, bruger, kraever_grund=False) as aendring:
        row = _locked_milepael(aendring.plan, milepael)
        before = milepael_as_data(row)
        fejl = _check_past("naaet", naaet) if naaet is not None else []
        if note is not None:
            row.note = note.strip()
            fejl += check_text("note", note, 400, mindst=0)
        refuse(fejl)
        row.naaet = naaet
        row.save(update_fields=["naaet", "note"])
        words = f"Milepælen “{row.titel}” er {'nået' if naaet else 'ikke nået alligevel'}."
        aendring.record("milepael_naaet", words, before, milepael_as_data(row))
    return row


def report_status(
    *,
    bruger: Bruger,
    plan: Plan,
    lys: str,
    tekst: str,
    indsats: Indsats | None = None,
    dato: dt.date | None = None,
    forvaltning: str = "",
) -> Statusmelding:
    """Adds a report on the plan or one of its efforts as of `dato` (default today). Reports are never altered; the latest counts.

    `forvaltning` is who reports; by default the effort's owner, or the one that the user belongs to. Raises UgyldigtInput or
    AdgangNaegtet.
    """
    _require_report(bruger, indsats)
    day = dato or timezone.localdate()
    with changed_plan(plan, bruger, kraever_grund=False) as aendring:
        refuse(
            [
                *check_valg("lys", lys, Lys.values),
                *check_text("tekst", tekst, MAX_STATUS),
                *_check_past("dato", day),
                *_check_forvaltning(bruger, forvaltning),
            ]
        )
        row = None if indsats is None else _locked(aendring.plan, indsats)
        if row is not None and row.udgaaet is not None:
            refuse([Fejl("", f"Indsatsen “{row.navn}” er udgået; der meldes ikke status på den")])
        melding = Statusmelding.objects.create(
            plan=aendring.plan,
            indsats=row,
            dato=day,
            lys=lys,
            tekst=tekst.strip(),
            forvaltning=forvaltning
            or (row.ansvarlig if row is not None else next(iter(forvaltninger_of(bruger)), "")),
            registreret_af=bruger,
        )
        about = f"Indsatsen “{row.navn}”" if row is not None else "Planen"
        aendring.record(
            "status_meldt",
            f"{about}: {Lys(lys).label}.",
            None,
            {"indsats": row.pk if row is not None else None, "dato": day, "lys": lys, "tekst": melding.tekst},
        )
    return melding


def indsats_as_data(indsats: Indsats) -> dict[str, Any]:
    """An effort's fields as the journal keeps them."""
    fields = (
        "navn",
        "art",
        "beskrivelse",
        "maal_id",
        "ansvarlig",
        "ansvarlig_tekst",
        "tema",
        "budget",
        "fra",
        "til",
        "sag_id",
        "udgaaet",
    )
    data: dict[str, Any] = {name.removesuffix("_id"): getattr(indsats, name) for name in fields}
    return {"id": indsats.pk, **data, "omraader": sorted(indsats.omraader.values_list("pk", flat=True))}


def milepael_as_data(milepael: Milepael) -> dict[str, Any]:
    """A milestone's fields as the journal keeps them."""
    fields = ("titel", "frist", "naaet", "note", "indsats_id")
    return {"id": milepael.pk, **{name.removesuffix("_id"): getattr(milepael, name) for name in fields}}


def _locked(plan: Plan, indsats: Indsats) -> Indsats:
    """The effort as it stands now; one that another has deleted, or of another plan, is a fault."""
    row = Indsats.objects.filter(plan=plan, pk=indsats.pk).select_related("maal").first()
    if row is None:
        raise UgyldigtInput([Fejl("", f"Indsatsen “{indsats.navn}” findes ikke længere i planen")])
    return row


def _is_built_on(indsats: Indsats) -> bool:
    """True if a report, a later plan's effort or an agreed special effort rests on it."""
    return (
        indsats.statusmeldinger.exists()
        or indsats.viderefoert_som.exists()
        or Saerindsats.objects.filter(indsats=indsats).exists()
    )


def _locked_milepael(plan: Plan, milepael: Milepael) -> Milepael:
    row = Milepael.objects.filter(plan=plan, pk=milepael.pk).first()
    if row is None:
        raise UgyldigtInput([Fejl("", f"Milepælen “{milepael.titel}” findes ikke længere i planen")])
    return row


def _require_report(bruger: Bruger, indsats: Indsats | None) -> None:
    if indsats is None:
        adgang.require(adgang.may_edit_sag(bruger), MAY_NOT_EDIT)
    else:
        adgang.require(may_report(bruger, indsats.ansvarlig), MAY_NOT_REPORT)


def _check_past(felt: str, dag: dt.date) -> list[Fejl]:
    return [Fejl(felt, "må ikke ligge i fremtiden")] if dag > timezone.localdate() else []


def _check_forvaltning(bruger: Bruger, forvaltning: str) -> list[Fejl]:
    if not forvaltning or may_report(bruger, forvaltning):
        return []
    return [Fejl("forvaltning", "Du kan ikke melde på vegne af den forvaltning")]


def _check_indsats(plan: Plan, row: Indsats, omraader: list[Omraade]) -> list[Fejl]:
    known = [item.id for item in forvaltninger()]
    fejl = [
        *check_text("navn", row.navn, 200),
        *check_text("ansvarlig_tekst", row.ansvarlig_tekst, 160, mindst=0),
        *check_text("tema", row.tema, 60, mindst=0),
        *check_valg("art", row.art, Indsatsart.values),
        *check_beloeb("budget", row.budget),
        *check_periode(row.fra, row.til),
    ]
    if row.ansvarlig:
        fejl += check_valg("ansvarlig", row.ansvarlig, known)
        if row.ansvarlig_tekst:
            fejl.append(Fejl("ansvarlig_tekst", "udfyldes kun, når ingen forvaltning er ansvarlig"))
    elif not row.ansvarlig_tekst:
        fejl.append(Fejl("ansvarlig", "vælg den ansvarlige forvaltning, eller skriv en anden ansvarlig"))
    if row.maal is not None and row.maal.politik_id != plan.politik_id:
        fejl.append(Fejl("maal", "hører ikke til planens politik"))
    allowed = set(plan.omraader.values_list("pk", flat=True))
    outside = [str(item) for item in omraader if item.pk not in allowed]
    if outside:
        fejl.append(
            Fejl("omraader", f"Planen omfatter ikke {', '.join(outside)}. Føj området til planen først")
        )
    return fejl
