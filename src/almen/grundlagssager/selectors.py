"""What can be asked: changes, analyses and proposals that a user may see, and which version a case was handled under."""

from __future__ import annotations

import hashlib
import json

from django.db.models import Count, Q, QuerySet

from almen.grundlag.models import Grundlagsversion, Status
from almen.grundlagssager.models import Grundlagsaendring, Grundlagsanalyse, Medlemsforslag
from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Fortrolighed, Sag, Sagsoverblik

AENDRING, ANALYSE = "grundlagsaendring", "grundlagsanalyse"


def aendring_of(sag: Sag) -> Grundlagsaendring:
    """The case's change with draft and base, read once and kept on the case object. Raises DoesNotExist."""
    if "grundlagsaendring" not in sag._state.fields_cache:
        sag.grundlagsaendring = Grundlagsaendring.objects.select_related(  # type: ignore[attr-defined]
            "version__grundlag", "version__retter", "udgangspunkt", "forslag"
        ).get(sag=sag)
    return sag.grundlagsaendring  # type: ignore[attr-defined,no-any-return]


def analyse_of(sag: Sag) -> Grundlagsanalyse:
    """The case's analysis. Raises DoesNotExist."""
    return sag.grundlagsanalyse  # type: ignore[attr-defined,no-any-return]


def fingerprint(version: Grundlagsversion) -> str:
    """What tells whether two readings of a draft are the same: text, figures and first day."""
    data = [version.tekst, version.parametre, version.gyldig_fra.isoformat()]
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def visible_aendringer(bruger: Bruger) -> QuerySet[Grundlagsaendring]:
    """The changes whose cases `bruger` may see, with what lists show of them in the same query."""
    return Grundlagsaendring.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik", "version__grundlag", "forslag"
    )


def visible_analyser(bruger: Bruger) -> QuerySet[Grundlagsanalyse]:
    """The analyses whose cases `bruger` may see."""
    return Grundlagsanalyse.objects.filter(adgang.scope_of_sag(bruger, "sag__")).select_related(
        "sag__overblik", "forslag"
    )


def visible_forslag(bruger: Bruger) -> QuerySet[Medlemsforslag]:
    """Members' proposals, for those who see what is being prepared; how many cases each has started."""
    found = (
        Medlemsforslag.objects.all() if adgang.may_see_forberedelse(bruger) else Medlemsforslag.objects.none()
    )
    return found.annotate(
        antal_aendringer=Count("aendringer", distinct=True), antal_analyser=Count("analyser", distinct=True)
    )


def grundlag_ids_of(sagstype: str) -> tuple[str, ...]:
    """The bases that cases of this type are handled under, as the profile says."""
    return tuple(item.id for item in current_profil().administrationsgrundlag if sagstype in item.sagstyper)


def versions_of_sag(sag: Sag) -> list[tuple[str, Grundlagsversion | None]]:
    """(the base's name, the version in force when the case was opened or None) for each base of its type (M7).

    A version that was set on the case itself takes the computed one's place. One query, none for a type without bases.
    """
    ids = grundlag_ids_of(sag.sagstype)
    if not ids:
        return []
    day = sag.aabnet_dato
    in_force = Q(status=Status.VEDTAGET, grundlag__in=ids, gyldig_fra__lte=day) & (
        Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=day)
    )
    rows = Grundlagsversion.objects.filter(in_force | Q(pk=sag.grundlagsversion_id)).defer("tekst")
    found = {row.grundlag_id: row for row in sorted(rows, key=lambda row: row.pk == sag.grundlagsversion_id)}
    profil = current_profil()
    return [(base.navn, found.get(id_)) for id_ in ids if (base := profil.grundlag_of(id_))]


def sager_under(version: Grundlagsversion, bruger: Bruger) -> QuerySet[Sagsoverblik]:
    """The visible cases handled under the version: of the base's types, opened while it was in force."""
    base = current_profil().grundlag_of(version.grundlag_id)
    own = Q(sag__grundlagsversion=version)
    if version.status == Status.VEDTAGET and base is not None:
        elsewhere = Q(sag__grundlagsversion__grundlag=version.grundlag_id)
        period = Q(sagstype__in=base.sagstyper, aabnet_dato__gte=version.gyldig_fra)
        if version.gyldig_til is not None:
            period &= Q(aabnet_dato__lte=version.gyldig_til)
        own |= period & ~elsewhere
    return adgang.visible_overblik(bruger).filter(own)


def open_under_way() -> list[tuple[str, str, str, bool]]:
    """Open cases about bases that are under way: (title, number, address, demo), for papers that everybody reads."""
    running = {"sag__overblik__afslutning": "", "sag__fortrolighed": Fortrolighed.AABEN}
    aendringer = Grundlagsaendring.objects.filter(**running).select_related("sag")
    analyser = Grundlagsanalyse.objects.filter(**running).select_related("sag")
    sager = [*(row.sag for row in aendringer), *(row.sag for row in analyser)]
    return [(sag.titel, sag.nummer, sag.get_absolute_url(), sag.demo) for sag in sager]
