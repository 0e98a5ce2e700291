"""Adopting, correcting and ending a version, of a route or of a base alike. One in force is never edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from almen.grundlag import haendelser
from almen.grundlag.models import Grundlagsversion, Sagsgangsversion, Status
from almen.grundlag.services.rettigheder import GrundlagFejl, require_adopt
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sagsgang.indlaes import parse_sagsgang
from almen.sagsgang.register import REGISTER

Version = Sagsgangsversion | Grundlagsversion
V = TypeVar("V", Sagsgangsversion, Grundlagsversion)
Periode = tuple[dt.date, dt.date | None]
ONE_DAY = dt.timedelta(days=1)
# The case type that changes a base; the room that holds it lies above, and a municipality without a route for it
# records its adoptions by hand.
AENDRINGSSAG = "grundlagsaendring"


def close_periods(periods: Sequence[Periode]) -> list[dt.date | None]:
    """The last day of each period (first day, last day) when each ends the day before the next begins.

    Periods come in order of their first days. One that ended earlier keeps its end; the last keeps its own.
    """
    ends: list[dt.date | None] = []
    for number, (_, til) in enumerate(periods, start=1):
        successor = periods[number] if number < len(periods) else None
        latest = successor[0] - ONE_DAY if successor else None
        ends.append(til if latest is None or (til is not None and til < latest) else latest)
    return ends


def siblings_of(version: V) -> QuerySet[V]:
    """Every version of the same route or base, drafts and corrected ones included."""
    if isinstance(version, Sagsgangsversion):
        return Sagsgangsversion.objects.filter(sagstype=version.sagstype)
    return Grundlagsversion.objects.filter(grundlag_id=version.grundlag_id)


def end_predecessors(versions: Iterable[Version]) -> None:
    """Ends every adopted version the day before its successor begins, unless it ends of its own earlier.

    The ends follow from first days and own ends alone, so a successor that falls away gives the time back.
    """
    ordered = sorted((v for v in versions if v.status == Status.VEDTAGET), key=lambda v: v.gyldig_fra)
    ends = close_periods([(v.gyldig_fra, v.egen_slutdato) for v in ordered])
    for version, til in zip(ordered, ends, strict=True):
        if version.gyldig_til != til:
            type(version).objects.filter(pk=version.pk).update(gyldig_til=til)


@transaction.atomic
def adopt_kladde(*, bruger: Bruger, version: V, organ: str, dato: dt.date, kilde: str) -> V:
    """Puts a draft in force by a recorded decision: which body (`organ`), which day, which minutes (`kilde`).

    The predecessor ends the day before. A draft that corrects a version takes its place from the same
    day; the wrong one stays visible as *rettet*. Raises GrundlagFejl, IkkeTilladt, and SagsgangFejl where the
    route no longer can be used (a check that has left the program).
    """
    require_adopt(bruger)
    # All of the series are locked: two who adopt at once must not both end the same predecessor.
    series = {row.pk: row for row in siblings_of(version).select_for_update()}
    draft = series.get(version.pk)
    if draft is None:
        raise GrundlagFejl("Kladden findes ikke længere.")
    if isinstance(draft, Grundlagsversion):
        require_outside_case(draft, dato)
    _check_adoption(draft, organ, dato, kilde)
    _check_definition(draft)
    if _corrected(draft, series.values()) is None and draft.gyldig_fra < dato:
        raise GrundlagFejl(
            f"gyldig_fra: versionen gælder fra {draft.gyldig_fra:%d.%m.%Y}, men er vedtaget {dato:%d.%m.%Y}. "
            "En ny version kan tidligst gælde fra den dag, den er vedtaget."
        )
    corrected = put_in_force(draft, series.values(), organ=organ, dato=dato, kilde=kilde, bruger=bruger)
    haendelser.announce(
        bruger,
        "version_vedtaget",
        f"{_name(draft)} er vedtaget og gælder fra {draft.gyldig_fra:%d.%m.%Y}.",
        {**_data(draft), "organ": organ, "dato": dato.isoformat(), "kilde": kilde.strip(),
         "retter": corrected.version if corrected else None},
    )  # fmt: skip
    return draft


def put_in_force(
    draft: V, series: Iterable[V], *, organ: str, dato: dt.date, kilde: str, bruger: Bruger
) -> V | None:
    """Makes the draft an adopted version and ends its predecessor; returns the version that it corrects, if any.

    `series` are all versions of the same route or base, locked. Call in the act's transaction, after its checks.
    """
    rows = list(series)
    corrected = _corrected(draft, rows)
    if corrected is not None:
        type(corrected).objects.filter(pk=corrected.pk).update(status=Status.RETTET)
        corrected.status = Status.RETTET
        draft.egen_slutdato = draft.egen_slutdato or corrected.egen_slutdato
    draft.gyldig_til = draft.egen_slutdato
    draft.status, draft.vedtaget_af, draft.vedtaget_dato = Status.VEDTAGET, organ, dato
    draft.kilde, draft.registreret_af = kilde.strip(), bruger
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        raise GrundlagFejl("gyldig_fra: en anden version er netop vedtaget fra samme dag.") from None
    end_predecessors([draft if row.pk == draft.pk else row for row in rows])
    draft.refresh_from_db()
    return corrected


def first_case_day() -> dt.date | None:
    """The day from which bases are changed in a case; None where the municipality has no route for it."""
    routes = Sagsgangsversion.objects.filter(sagstype=AENDRINGSSAG, status=Status.VEDTAGET)
    first: dt.date | None = routes.aggregate(first=Min("gyldig_fra"))["first"]
    return first


def require_outside_case(draft: Grundlagsversion, dato: dt.date) -> None:
    """Raises GrundlagFejl unless a decision of `dato` on the draft may be recorded by hand.

    By hand: what was decided before changes became cases. From then on the case that decides puts it in force.
    """
    if draft.sagsnummer:
        raise GrundlagFejl(
            f"Kladden behandles i sag {draft.sagsnummer}. Den træder i kraft, når sagen er besluttet."
        )
    first = first_case_day()
    if first is not None and dato >= first:
        raise GrundlagFejl(
            f"dato: fra {first:%d.%m.%Y} vedtages et grundlag i en ændringssag. Her registreres kun, hvad der er "
            "besluttet før den dag. Åbn en ændringssag i stedet."
        )


@transaction.atomic
def end_without_successor(*, bruger: Bruger, version: V, sidste_dag: dt.date, kilde: str = "") -> V:
    """Ends a version although nothing follows it; `sidste_dag` is its last day, `kilde` the decision.

    Raises GrundlagFejl if the day lies before the version's first, or after the end that it has already.
    """
    require_adopt(bruger)
    found = siblings_of(version).select_for_update().get(pk=version.pk)
    if found.status != Status.VEDTAGET:
        raise GrundlagFejl("Kun en vedtaget version kan ophøre.")
    if sidste_dag < found.gyldig_fra:
        raise GrundlagFejl(f"sidste_dag: versionen gælder først fra {found.gyldig_fra:%d.%m.%Y}.")
    if found.gyldig_til is not None and sidste_dag > found.gyldig_til:
        raise GrundlagFejl(
            f"sidste_dag: versionen ophører allerede {found.gyldig_til:%d.%m.%Y} og kan ikke forlænges. "
            "Vedtag en ny version i stedet."
        )
    type(found).objects.filter(pk=found.pk).update(gyldig_til=sidste_dag, egen_slutdato=sidste_dag)
    found.refresh_from_db()
    haendelser.announce(
        bruger,
        "version_ophoert",
        f"{_name(found)} ophører {sidste_dag:%d.%m.%Y} uden efterfølger.",
        {**_data(found), "til": sidste_dag.isoformat(), "kilde": kilde.strip()},
    )
    return found


def _check_adoption(draft: Version, organ: str, dato: dt.date, kilde: str) -> None:
    profil = current_profil()
    if draft.status != Status.KLADDE:
        raise GrundlagFejl("Versionen er allerede vedtaget.")
    if not kilde.strip():
        raise GrundlagFejl("kilde: Angiv mødet og punktet, hvor versionen blev vedtaget.")
    if len(kilde.strip()) > 400:
        raise GrundlagFejl("kilde: Højst 400 tegn.")
    if organ not in profil.aktoer_ids:
        raise GrundlagFejl(f"organ: “{organ}” findes ikke. Mulige: {', '.join(profil.aktoer_ids)}.")
    if dato > timezone.localdate():
        raise GrundlagFejl("dato: Beslutningen er ikke truffet endnu; datoen ligger i fremtiden.")


def _check_definition(draft: Version) -> None:
    """What was valid when it was saved may name a check that the program no longer has."""
    if isinstance(draft, Sagsgangsversion):
        name = f"kladden {draft.version}"
        parse_sagsgang(
            draft.definition, filnavn=name, register=REGISTER, aktoerer=current_profil().aktoer_ids
        )


def _corrected(draft: V, series: Iterable[V]) -> V | None:
    """The adopted version that the draft takes the place of; raises if its first day is taken otherwise."""
    same_day = next(
        (v for v in series if v.status == Status.VEDTAGET and v.gyldig_fra == draft.gyldig_fra), None
    )
    if same_day is not None and same_day.pk != draft.retter_id:
        raise GrundlagFejl(f"gyldig_fra: {same_day.version} gælder allerede fra samme dag. Ret den i stedet.")
    if draft.retter_id is not None and same_day is None:
        raise GrundlagFejl("gyldig_fra: en rettelse skal gælde fra samme dag som den version, den retter.")
    return same_day


def _name(version: Version) -> str:
    return f"Sagsgang {version}" if isinstance(version, Sagsgangsversion) else str(version)


def _data(version: Version) -> dict[str, object]:
    if isinstance(version, Sagsgangsversion):
        return {"sagstype": version.sagstype, "version": version.version, "sha256": version.sha256}
    return {"grundlag": version.grundlag_id, "version": version.version}
