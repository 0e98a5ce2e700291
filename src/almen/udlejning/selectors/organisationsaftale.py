"""Organisations' own agreements on letting: a case's agreement, those a user may see, and where each organisation stands."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from almen.grundlag.selectors import current_parametre
from almen.organisationer.models import Afdeling, Boligbestand, Boligorganisation, Boligtype, Bruger
from almen.regler.udlejning import Aftaledel, Daekning, compute_daekning
from almen.regler.udlejningskonflikter import Alvor, Konflikt
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT, Sag
from almen.sager.selectors import load_forloeb
from almen.sagsgang.udfald import Handling, Trinstatus
from almen.udlejning.models import Organisationsaftale, Rammeaftale
from almen.udlejning.selectors.vilkaar import vilkaar_of
from almen.udlejning.vilkaarssvar import Vilkaar

ORGANISATIONSAFTALE = "individuel_udlejningsaftale"
# Elderly and nursing dwellings are assigned by the municipality (§ 54): an agreement has no terms for them.
AFTALETYPER = (Boligtype.FAMILIE, Boligtype.UNGDOM)
# Conflicts that rest on these rules are with the agreement itself, not with the statute.
AFTALEREGLER = frozenset({"andele_i_alt", "andel_kendt", "trinets_kriterier", "aftaleperiode"})


def aftale_of(sag: Sag) -> Organisationsaftale:
    """The case's agreement with its framework, read once and kept on the case object. Raises DoesNotExist."""
    if "organisationsaftale" not in sag._state.fields_cache:
        found = Organisationsaftale.objects.select_related("rammeaftale", "boligorganisation").get(sag=sag)
        found.sag = sag
        sag.organisationsaftale = found  # type: ignore[attr-defined]
    return sag.organisationsaftale  # type: ignore[attr-defined,no-any-return]


def visible_aftaler(bruger: Bruger) -> QuerySet[Organisationsaftale]:
    """The agreements whose cases `bruger` may see, the newest first."""
    return (
        Organisationsaftale.objects.filter(adgang.scope_of_sag(bruger, "sag__"))
        .select_related("sag__overblik", "rammeaftale", "boligorganisation")
        .order_by("-gyldig_fra", "boligorganisation__navn", "pk")
    )


def afdelinger_of(organisation: Boligorganisation) -> list[Afdeling]:
    """The organisation's afdelinger, by number."""
    return list(organisation.afdelinger.select_related("boligorganisation").order_by("nummer"))


def previous_of(aftale: Organisationsaftale) -> Organisationsaftale | None:
    """The organisation's agreement in the period before, whatever came of its case but a refusal; None if there is none."""
    return (
        Organisationsaftale.objects.filter(
            boligorganisation=aftale.boligorganisation_id, gyldig_fra__lt=aftale.gyldig_fra
        )
        .exclude(sag__overblik__afslutning__in=UDEN_RESULTAT)
        .order_by("-gyldig_fra", "-pk")
        .first()
    )


def why_locked(sag: Sag) -> str:
    """Why the terms cannot be changed now, in Danish; "" if they can. What somebody has agreed to stays as it was."""
    forloeb = load_forloeb(sag)
    if forloeb.tilstand.afsluttet:
        return "Sagen er afsluttet; vilkårene kan ikke ændres."
    agreed = [
        step.navn
        for step in forloeb.sagsgang.orden
        if step.handling == Handling.SAMTYKKER and forloeb.tilstand.trin[step.id].status is Trinstatus.UDFOERT
    ]
    return f"{agreed[0]}. Send sagen tilbage, før vilkårene ændres." if agreed else ""


def day_of_trial(aftale: Organisationsaftale, dag: dt.date) -> dt.date:
    """The day that the agreement's terms are tried on: `dag`, or its first or last day if that lies outside."""
    return min(max(dag, aftale.gyldig_fra), aftale.gyldig_til)


def tried_vilkaar(aftale: Organisationsaftale, dag: dt.date) -> list[Vilkaar]:
    """The terms of each of the organisation's afdelinger as if the agreement were in force, on `dag` within its period."""
    afdelinger = afdelinger_of(aftale.boligorganisation)
    found = vilkaar_of(afdelinger, day_of_trial(aftale, dag), proev=[aftale])
    return [found[item.pk] for item in afdelinger]


def lacking(vilkaar: Vilkaar) -> tuple[str, ...]:
    """The types of dwelling in the afdeling whose terms are not complete: no share at all, or one that is not known."""
    types = vilkaar.boligtyper or (Boligtype.FAMILIE.value,)
    return tuple(
        boligtype
        for boligtype in types
        if boligtype in AFTALETYPER
        and not vilkaar.is_undtaget(boligtype)
        and (
            not (shares := [a for a in vilkaar.andele if a.boligtype == boligtype])
            or any(a.pct is None for a in shares)
        )
    )


def conflicts_with(konflikter: Collection[Konflikt], *, lov: bool) -> list[Konflikt]:
    """The conflicts with the statute (`lov`) or with the agreement itself."""
    return [item for item in konflikter if (item.regel not in AFTALEREGLER) == lov]


@dataclass(frozen=True)
class Aftalestand:
    """Where one organisation stands in a framework's period. `aftale` None: there is no agreement (or only one that was refused).

    `afdelinger`, `uden_vilkaar`: how many there are, and how many lack terms. `familieboliger`: None where any is not known.
    """

    organisation: Boligorganisation
    aftale: Organisationsaftale | None
    afdelinger: int
    uden_vilkaar: int
    familieboliger: int | None
    alvorlige: int
    advarsler: int
    uafgjorte: int

    @property
    def i_kraft(self) -> bool:
        """True if the agreement's route has been gone through."""
        return self.aftale is not None and self.aftale.sag.overblik.afslutning not in ("", *UDEN_RESULTAT)

    @property
    def status(self) -> str:
        """Where it stands: mangler, undervejs, underskrevet, i_kraft."""
        if self.aftale is None:
            return "mangler"
        if self.i_kraft:
            return "i_kraft"
        return "underskrevet" if self.aftale.underskrevet else "undervejs"

    @property
    def skridt(self) -> str:
        """The next step of the case in words; empty without a running case."""
        return self.aftale.sag.overblik.naeste_trin_navn if self.aftale and not self.i_kraft else ""

    @property
    def mangler(self) -> list[str]:
        """What is missing, in words."""
        told = []
        if self.aftale is None:
            told.append("Ingen aftale")
        if self.uden_vilkaar:
            told.append(f"Vilkår mangler for {self.uden_vilkaar} af {self.afdelinger}")
        if self.alvorlige:
            told.append(
                "1 alvorlig konflikt" if self.alvorlige == 1 else f"{self.alvorlige} alvorlige konflikter"
            )
        return told


STATUSNAVNE = {
    "mangler": "Mangler",
    "undervejs": "Undervejs",
    "underskrevet": "Underskrevet",
    "i_kraft": "I kraft",
}
STATUSTONER = {"mangler": "bad", "undervejs": "warn", "underskrevet": "open", "i_kraft": "ok"}


def stande_of(ramme: Rammeaftale, dag: dt.date, bruger: Bruger) -> list[Aftalestand]:
    """Every organisation that has afdelinger, with its agreement in the framework's period as `bruger` may see it.

    The number of queries does not follow the number of organisations. Terms are tried on `dag` within the framework's period.
    """
    tried = min(max(dag, ramme.gyldig_fra), ramme.gyldig_til)
    by_organisation: dict[int, list[Afdeling]] = defaultdict(list)
    afdelinger = list(Afdeling.objects.select_related("boligorganisation").order_by("nummer"))
    for item in afdelinger:
        by_organisation[item.boligorganisation_id].append(item)
    aftaler = {
        item.boligorganisation_id: item
        for item in visible_aftaler(bruger)
        .filter(rammeaftale=ramme)
        .exclude(sag__overblik__afslutning__in=UDEN_RESULTAT)
    }
    running = [item for item in aftaler.values() if item.gyldig_fra <= tried <= item.gyldig_til]
    terms = vilkaar_of(afdelinger, tried, proev=running)
    homes = family_homes(tried)
    organisations = {item.boligorganisation_id: item.boligorganisation for item in afdelinger}
    return [
        _stand(organisation, aftaler.get(key), [terms[a.pk] for a in by_organisation[key]], homes)
        for key, organisation in sorted(organisations.items(), key=lambda pair: pair[1].navn)
    ]


def _stand(
    organisation: Boligorganisation,
    aftale: Organisationsaftale | None,
    terms: Sequence[Vilkaar],
    homes: dict[int, int],
) -> Aftalestand:
    known = [homes.get(item.afdeling.pk) for item in terms]
    found = [k.alvor for item in terms for k in item.konflikter]
    return Aftalestand(
        organisation=organisation,
        aftale=aftale,
        afdelinger=len(terms),
        uden_vilkaar=sum(bool(lacking(item)) for item in terms),
        familieboliger=None if None in known else sum(k for k in known if k is not None),
        alvorlige=found.count(Alvor.ALVORLIG),
        advarsler=found.count(Alvor.ADVARSEL),
        uafgjorte=found.count(Alvor.UAFGJORT),
    )


def family_homes(dag: dt.date) -> dict[int, int]:
    """The family dwellings of every afdeling whose dwellings are registered, by the latest count until the day. One query.

    An afdeling with other types only has 0; one where nothing is registered is not among the keys.
    """
    found: dict[int, int] = {}
    rows = Boligbestand.objects.order_by("opgjort", "pk").values_list(
        "afdeling_id", "boligtype", "antal", "opgjort"
    )
    known: dict[tuple[int, str], Any] = {}
    for afdeling, boligtype, antal, opgjort in rows:
        if opgjort <= dag or (afdeling, boligtype) not in known:
            known[afdeling, boligtype] = antal
    for (afdeling, boligtype), antal in known.items():
        found[afdeling] = found.get(afdeling, 0) + (antal if boligtype == Boligtype.FAMILIE else 0)
    return found


def daekning_of(stande: Sequence[Aftalestand], dag: dt.date) -> Daekning:
    """How much of the municipality's family dwellings the agreements in force cover (§ 60 b)."""
    dele = [Aftaledel(item.organisation.navn, item.familieboliger, item.i_kraft) for item in stande]
    return compute_daekning(dele, dag, parametre=current_parametre())
