"""How an area develops: its criteria on the latest list, what moved since the one before, what is projected, and where that calls for an act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.db.models.functions import Abs
from django.utils import timezone

from almen.grundlag.selectors import current_parametre
from almen.omraader.beregning import rules_print
from almen.omraader.indikatorer import find_indikator
from almen.omraader.klassechance import rank
from almen.omraader.klasser import klasse_navn
from almen.omraader.models import (
    Fremskrivning,
    Klassefremskrivning,
    Listeudpegning,
    Noegletal,
    Omraade,
    Omraadestand,
    Tilbageproevning,
)
from almen.omraader.selectors.tal import omraadetal_of_stand
from almen.organisationer.selectors import current_profil
from almen.regler.dansk import format_tal
from almen.regler.fejl import UgyldigtInput
from almen.regler.omraadefoelger import Foelge, find_foelger
from almen.regler.omraadeklasse import day_of_list
from almen.regler.omraadesvar import TITLER, compute_omraadeklasse
from almen.sagsgang.profil import load_profil

VARSEL = "omraadevarsel_chance"
FLEKSIBEL = "fleksibel_udlejning"
BAD = (Klassefremskrivning.Skifte.IND, Klassefremskrivning.Skifte.TUNGERE)


@dataclass(frozen=True)
class Kriterieudvikling:
    """One criterion of the area's figures on the latest list, as it was before, its limit, and where it is heading.

    `vaerre` True: it has moved towards being met since the list before; None: unknown.
    """

    navn: str
    titel: str
    vaerdi: Decimal | None
    foer: Decimal | None
    graense: str
    opfyldt: bool | None
    vaerre: bool | None
    ventet: str


def coming_list() -> dt.date:
    """The day of the list after the latest one that has figures; the next one from today where none has."""
    projected: dt.date | None = (
        Klassefremskrivning.objects.order_by("liste").values_list("liste", flat=True).first()
    )
    if projected is not None:
        return projected
    today = timezone.localdate()
    own = day_of_list(today.year)
    return own if own > today else day_of_list(today.year + 1)


@dataclass(frozen=True)
class Kendt:
    """What an area's page asks of one area many times: its two latest stands, and what is expected of it on the coming list."""

    kommende: dt.date
    stande: tuple[Omraadestand, ...]
    ventet: Klassefremskrivning | None

    @property
    def seneste(self) -> Omraadestand | None:
        """The stand on the latest list."""
        return self.stande[0] if self.stande else None


def known_of(omraade: Omraade) -> Kendt:
    """Read once and kept on the object. Three queries."""
    if (found := omraade.__dict__.get("_kendt")) is None:
        coming = coming_list()
        ahead = omraade.klassefremskrivninger.filter(liste=coming).first()
        found = omraade.__dict__["_kendt"] = Kendt(
            coming, tuple(omraade.stande.order_by("-liste")[:2]), ahead
        )
    return found


def forget_known(omraade: Omraade) -> None:
    """Lets the next question read anew, after figures or projections have been written."""
    omraade.__dict__.pop("_kendt", None)


def is_outdated(proeve: Tilbageproevning | None) -> bool:
    """True if the projections (tried in `proeve`) were made before the latest reading, or by other rules than those in force.

    Two queries, and the parameters' own.
    """
    newest = [kind.objects.aggregate(tid=Max("registreret"))["tid"] for kind in (Noegletal, Listeudpegning)]
    if not any(newest):
        return False
    if proeve is None or proeve.resultat.get("regler") != rules_print(current_parametre()):
        return True
    return any(moment is not None and moment > proeve.beregnet for moment in newest)


def varsel_pct() -> tuple[Decimal, Decimal] | None:
    """From which chance (percent) a change is told as possible, and as probable; None where the municipality has not said."""
    praksis = load_profil(settings.ALMEN_KOMMUNE).praksis_on(VARSEL, timezone.localdate())
    if praksis is None or len(praksis.vaerdier) != 2:
        return None
    return praksis.vaerdier[0], praksis.vaerdier[1]


def varsler(kommune: str | None = None) -> QuerySet[Klassefremskrivning]:
    """Classes on the coming list of this municipality's areas (default the profile's), the likeliest changes first."""
    own = current_profil().kort_navn if kommune is None else kommune
    rows = Klassefremskrivning.objects.filter(liste=coming_list()).select_related("omraade")
    return (rows.filter(omraade__kommune=own) if own else rows).order_by("-chance", "omraade__navn")


def develops_badly(omraade: Omraade) -> Klassefremskrivning | None:
    """The projection that calls for a proposal: a graver class is expected, or its chance is over the municipality's limit."""
    limits = varsel_pct()
    found = known_of(omraade).ventet
    if found is None or limits is None:
        return None
    graver = found.skifte in BAD or chance_of_graver(found) >= limits[0]
    return found if graver else None


def chance_of_graver(item: Klassefremskrivning) -> Decimal:
    """The share of outcomes (percent) in which the area gets a graver class than it has."""
    return sum(
        (Decimal(share) for klasse, share in item.andele.items() if rank(klasse) < rank(item.nu)), Decimal(0)
    )


@dataclass(frozen=True)
class Naer:
    """An area whose main class the smallest change of one figure would change: by how much of the limit (percent), and which way."""

    omraade: Omraade
    kriterium: str
    afstand: Decimal
    vej: str


def near_a_limit(antal: int = 5) -> list[Naer]:
    """This municipality's areas nearest to another main class on their latest list, the nearest first. One query."""
    rows = (
        Omraadestand.objects.filter(
            seneste=True, naermest__isnull=False, omraade__kommune=current_profil().kort_navn
        )
        .select_related("omraade")
        .order_by(Abs("naermest"), "omraade__navn")[:antal]
    )
    return [
        Naer(
            row.omraade,
            TITLER.get(row.naermeste_kriterium, row.naermeste_kriterium),
            abs(row.naermest or Decimal(0)),
            "fra en tungere klasse" if (row.naermest or 0) < 0 else "fra en lettere klasse",
        )
        for row in rows
    ]


def development_of(omraade: Omraade) -> list[Kriterieudvikling]:
    """The criteria of the class that the area has (or is nearest to) on the latest list, each with where it comes from and goes.

    Empty where there is no stand or its figures cannot be read by the rules. Two queries.
    """
    known = known_of(omraade)
    stande = known.stande
    if not stande:
        return []
    try:
        now = compute_omraadeklasse(omraadetal_of_stand(stande[0]))
    except UgyldigtInput:
        return []
    before = omraadetal_of_stand(stande[1]) if len(stande) > 1 else None
    expected = {
        row.indikator: row for row in Fremskrivning.objects.filter(omraade=omraade, liste=known.kommende)
    }
    found: dict[str, Kriterieudvikling] = {}
    for svar in now.kriterier:
        if svar.navn in found or svar.navn not in TITLER:
            continue
        value = None if svar.vaerdi is None else Decimal(svar.vaerdi)
        earlier = getattr(before, svar.navn, None) if before else None
        earlier = None if earlier is None else Decimal(earlier)
        rising_is_worse = svar.sammenligning != "lt"
        worse = None
        if value is not None and earlier is not None:
            worse = value > earlier if rising_is_worse else value < earlier
        ahead = expected.get(svar.navn)
        found[svar.navn] = Kriterieudvikling(
            svar.navn,
            TITLER[svar.navn],
            value,
            earlier,
            "" if svar.graense is None else format_tal(svar.graense),
            svar.opfyldt,
            worse,
            _expected_text(ahead) if ahead else "",
        )
    return list(found.values())


def _expected_text(ahead: Fremskrivning) -> str:
    """The projected figure and its interval: residents are whole people, shares have one decimal."""
    indikator = find_indikator(ahead.indikator)
    places = 0 if indikator is not None and indikator.heltal else 1
    middle, low, high = (format_tal(round(item, places)) for item in (ahead.middel, ahead.nedre, ahead.oevre))
    return f"{middle} ({low}–{high})"


def kept_development(anledning: Mapping[str, Any]) -> list[Kriterieudvikling]:
    """The criteria as `snapshot` kept them."""
    return [
        Kriterieudvikling(
            **{
                **row,
                "vaerdi": None if row["vaerdi"] is None else Decimal(row["vaerdi"]),
                "foer": None if row["foer"] is None else Decimal(row["foer"]),
            }
        )
        for row in anledning.get("kriterier", ())
    ]


def foelger_of(omraade: Omraade) -> tuple[Foelge, ...]:
    """What follows today from the classes of the area's latest list; published ones where there are any."""
    stand = known_of(omraade).seneste
    if stand is None:
        return ()
    klasser = stand.klasser if stand.offentliggjort is None else stand.offentliggjort
    earlier = {
        klasse
        for published, computed in omraade.stande.exclude(pk=stand.pk).values_list(
            "offentliggjort", "klasser"
        )
        for klasse in (computed if published is None else published)
    }
    return find_foelger(klasser, timezone.localdate(), tidligere=earlier)


def must_let_flexibly(omraade: Omraade) -> bool:
    """True if the statute demands flexible letting in the area today."""
    return any(not item.tidligere for item in foelger_on_letting(omraade))


def foelger_on_letting(omraade: Omraade) -> list[Foelge]:
    """What the statute says of flexible letting in the area; it has an entry for each group of classes."""
    return [item for item in foelger_of(omraade) if item.id.startswith(FLEKSIBEL)]


def snapshot(omraade: Omraade) -> dict[str, Any]:
    """The figures that a proposal rests on, as they stand now: kept with its case."""
    forget_known(omraade)
    known = known_of(omraade)
    stand, ahead = known.seneste, known.ventet
    return {
        "liste": stand.liste.isoformat() if stand else None,
        "klasse": stand.hovedklasse if stand else "",
        "klasse_navn": klasse_navn(stand.hovedklasse, stand.liste) if stand else "",
        "kriterier": [
            {
                **asdict(row),
                "vaerdi": None if row.vaerdi is None else str(row.vaerdi),
                "foer": None if row.foer is None else str(row.foer),
            }
            for row in development_of(omraade)
        ],
        "fremskrivning": {
            "liste": ahead.liste.isoformat(),
            "ventet": ahead.ventet,
            "ventet_navn": klasse_navn(ahead.ventet, ahead.liste),
            "chance_tungere": str(chance_of_graver(ahead)),
        }
        if ahead
        else None,
    }
