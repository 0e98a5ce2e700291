"""The projection that lists read, and the deadlines that follow from the route."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from almen.sager.faste import FixedRows, insert, update
from almen.sager.frister import route_frister
from almen.sager.models import Frist, Fristart, Sag, Sagsdeltager, Sagsoverblik
from almen.sager.projektioner import projektioner
from almen.sager.selectors.forloeb import Forloeb, load_forloeb
from almen.sager.services.ventetrin import write_ventetrin

_frister = FixedRows(Frist, "sag_id", "dato", "id")
FIELDS = [field.name for field in Sagsoverblik._meta.concrete_fields if field.name not in ("sag",)]


def compute_overblik(forloeb: Forloeb, frister: Iterable[Frist]) -> Sagsoverblik:
    """The projection row of a case; pure, so that a test can hold it against what is stored.

    `frister` are the case's open deadlines.
    """
    sag, state = forloeb.sag, forloeb.tilstand
    steps = {step.id: step for step in forloeb.sagsgang.trin}
    noegletal = forloeb.sagstype.noegletal(sag) if forloeb.sagstype.noegletal else {}
    next_step = steps[state.aabne[0]] if state.aabne else None
    dates = [frist.dato for frist in frister if frist.opfyldt is None]
    relevant = [item for item in state.trin.values() if item.status != "ikke_relevant"]
    return Sagsoverblik(
        sag=sag,
        nummer=sag.nummer,
        titel=sag.titel,
        soegetekst=" ".join(
            part for part in (sag.nummer, sag.titel, str(noegletal.get("soegetekst", ""))) if part
        ).lower()[:500],
        sagstype=sag.sagstype,
        fortrolighed=sag.fortrolighed,
        aabnet_dato=sag.aabnet_dato,
        ansvarlig_id=sag.ansvarlig_id,
        boligorganisation_id=sag.boligorganisation_id,
        version=forloeb.sagsgang.version,
        fase=state.fase or "",
        afslutning=state.afslutning or "",
        naeste_trin=next_step.id if next_step else "",
        naeste_trin_navn=next_step.navn if next_step else "",
        naeste_aktoer=next_step.aktoer if next_step else "",
        naeste_frist=min(dates, default=None) if not state.afsluttet else None,
        antal_trin=len(relevant),
        antal_udfoert=sum(1 for item in relevant if item.status == "udfoert"),
        antal_beslutninger=len(forloeb.beslutninger),
        boliger=noegletal.get("boliger"),
        beloeb=noegletal.get("beloeb"),
        boligtyper=str(noegletal.get("boligtyper", "")),
        senest_aendret=forloeb.beslutninger[-1].registreret if forloeb.beslutninger else sag.oprettet,
        demo=sag.demo,
    )


def compute_deltagere(forloeb: Forloeb) -> frozenset[str]:
    """Every actor with an applicable step in the case, deciding or taking part."""
    aktoerer: set[str] = set()
    for step in forloeb.sagsgang.trin:
        if forloeb.tilstand.trin[step.id].status != "ikke_relevant":
            aktoerer |= {step.aktoer, *step.medvirkende}
    return frozenset(aktoerer)


def write_overblik(forloeb: Forloeb, *, new: bool = False, before: Forloeb | None = None) -> Sagsoverblik:
    """Writes projection, participants and route deadlines of one case. Call inside the act's transaction.

    `before` is the course before the act, where the caller has it: participants that did not change are not read.
    """
    sag = forloeb.sag
    frister = _write_frister(forloeb, new=new)
    overblik = compute_overblik(forloeb, frister)
    if new:
        insert(overblik)
    else:
        update(overblik)
    write_ventetrin(forloeb, before, new=new)
    wanted = compute_deltagere(forloeb)
    if before is None or compute_deltagere(before) != wanted:
        _write_deltagere(sag, wanted, new=new)
    for projektion in projektioner:
        projektion.skriv(forloeb, overblik, before=before, new=new)
    return overblik


def rebuild_overblik(sag: Sag) -> None:
    """Rebuilds one case's projection from route and decisions alone."""
    with transaction.atomic():
        forloeb = load_forloeb(sag)
        frister = _write_frister(forloeb, new=False)
        overblik = compute_overblik(forloeb, frister)
        Sagsoverblik.objects.update_or_create(
            sag=sag, defaults={name: getattr(overblik, name) for name in FIELDS}
        )
        write_ventetrin(forloeb)
        _write_deltagere(sag, compute_deltagere(forloeb), new=False)
        for projektion in projektioner:
            projektion.skriv(forloeb, overblik, before=None, new=False)


def _write_deltagere(sag: Sag, wanted: frozenset[str], *, new: bool) -> None:
    have = set() if new else set(sag.deltagere.values_list("aktoer", flat=True))
    if missing := wanted - have:
        Sagsdeltager.objects.bulk_create(Sagsdeltager(sag=sag, aktoer=item) for item in sorted(missing))
    if surplus := have - wanted:
        sag.deltagere.filter(aktoer__in=surplus).delete()


def _write_frister(forloeb: Forloeb, *, new: bool) -> list[Frist]:
    """Makes the stored route deadlines equal to those that follow from the state; returns all of the case."""
    sag = forloeb.sag
    wanted = {frist.trin: frist for frist in route_frister(forloeb)}
    if new:
        return Frist.objects.bulk_create(wanted.values())
    stored = _frister.rows(sag.pk)
    kept = [frist for frist in stored if frist.art == Fristart.MANUEL]
    by_trin = {frist.trin: frist for frist in stored if frist.art != Fristart.MANUEL}
    if gone := [frist.pk for trin, frist in by_trin.items() if trin not in wanted]:
        Frist.objects.filter(pk__in=gone).delete()
    for trin, frist in wanted.items():
        old = by_trin.get(trin)
        if old is None:
            frist.save(force_insert=True)
        elif _content(old) != _content(frist):
            frist.pk = old.pk
            frist.save(force_update=True)
        kept.append(frist)
    return kept


def _content(frist: Frist) -> tuple[object, ...]:
    return (frist.art, frist.titel, frist.dato, frist.aktoer, frist.hjemmel, frist.sikkerhed, frist.opfyldt)
