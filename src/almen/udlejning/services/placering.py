"""Placing afdelinger on the stairs: by the agreement, by hand, or by an adjustment that was decided (M12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from almen.grundlag.models import Sikkerhed
from almen.grundlag.services.aflaesning import check_kilde, require_begrundelse
from almen.omraader.models import Udlejningsjustering
from almen.organisationer.models import Afdeling, Bruger
from almen.regler.dansk import format_dato, format_periode
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.models import UDEN_RESULTAT
from almen.sager.services import system_journal
from almen.sager.services.journal import Journal
from almen.udlejning.models import Placering, Trappetrin
from almen.udlejning.perioder import find_on, last_days

NO_RIGHT = "Kun sagsbehandlere og ledere kan placere afdelinger på trapperne."


@dataclass(frozen=True)
class Placeringsinput:
    """An afdeling on a step from a day, why, and where it says so where that is its own."""

    afdeling: Afdeling
    trin: Trappetrin
    fra: dt.date
    begrundelse: str = ""
    kilde: str = ""
    sikkerhed: str = ""


def place_afdeling(
    *,
    bruger: Bruger,
    afdeling: Afdeling,
    trin: Trappetrin,
    fra: dt.date,
    begrundelse: str,
    kilde: str,
    sikkerhed: str,
    justering: Udlejningsjustering | None = None,
    demo: bool = False,
) -> Placering:
    """Places one afdeling; as `place_afdelinger`."""
    return place_afdelinger(
        bruger=bruger,
        placeringer=[Placeringsinput(afdeling, trin, fra, begrundelse)],
        kilde=kilde,
        sikkerhed=sikkerhed,
        justering=justering,
        demo=demo,
    )[0]


def place_afdelinger(
    *,
    bruger: Bruger,
    placeringer: Sequence[Placeringsinput],
    kilde: str,
    sikkerhed: str,
    justering: Udlejningsjustering | None = None,
    demo: bool = False,
) -> list[Placering]:
    """Places afdelinger on steps of one stair each, from a day; the placement before on the same stair ends the day before.

    All or nothing. A day between two placements is allowed: the new one then ends where the next begins. With `justering` the
    decision that carries it out has asked for rights, and the same step may be given anew. Raises UgyldigtInput naming
    `afdeling`, `trin`, `fra`, `begrundelse`, `kilde` or `sikkerhed`; AdgangNaegtet.
    """
    if justering is None:
        adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    fejl = check_kilde(kilde, "", sikkerhed, "")
    for item in placeringer:
        fejl += check_placering(item)
    if fejl:
        raise UgyldigtInput(_unique(fejl))
    with system_journal(bruger) as journal:  # the queue: two at once see each other's placements
        saved = write_placeringer(
            placeringer, bruger, kilde=kilde, sikkerhed=sikkerhed, justering=justering, demo=demo
        )
        for row in saved:
            _record(journal, "placering_registreret", row, f"{row}, fra {format_dato(row.fra)}.")
    return saved


def write_placeringer(
    placeringer: Sequence[Placeringsinput],
    bruger: Bruger,
    *,
    kilde: str = "",
    sikkerhed: str = Sikkerhed.SIKKER,
    justering: Udlejningsjustering | None = None,
    demo: bool = False,
) -> list[Placering]:
    """Writes placements that were checked one by one, inside the caller's system journal, which also tells of them.

    A placement's own `kilde` and `sikkerhed` go before those given for all. Raises UgyldigtInput where one cannot stand beside
    the others.
    """
    chains = Kaeder(placeringer)
    saved = []
    for item in placeringer:
        if told := chains.refuse(item, again=justering is not None):
            raise UgyldigtInput([told])
        row = Placering.objects.create(
            afdeling=item.afdeling,
            trin=item.trin,
            fra=item.fra,
            begrundelse=item.begrundelse.strip(),
            kilde=item.kilde.strip() or kilde.strip(),
            sikkerhed=item.sikkerhed or sikkerhed,
            justering=justering,
            demo=demo,
            registreret_af=bruger,
        )
        chains.add(row)
        saved.append(row)
    chains.save()
    return saved


def withdraw_placeringer(justering: Udlejningsjustering, *, bruger: Bruger) -> int:
    """Lets what the adjustment placed fall away as if it had never been; the placement before is open again. Gives how many.

    For the effect's undo: the act that takes the decision away has asked for rights.
    """
    with system_journal(bruger) as journal:
        rows = Placering.objects.filter(justering=justering, ophaevet=False)
        return _withdraw(journal, rows, f"Sag {justering.sag.nummer}: beslutningen står ikke længere.")


def withdraw_placering(*, bruger: Bruger, placering: Placering, begrundelse: str) -> None:
    """Takes one placement back that was registered by mistake; it stays in the history, marked.

    One that an adjustment made is taken back with the adjustment's decision. Raises UgyldigtInput, AdgangNaegtet.
    """
    adgang.require(adgang.may_edit_udlejning(bruger), NO_RIGHT)
    why = require_begrundelse(begrundelse)
    with system_journal(bruger) as journal:
        found = Placering.objects.filter(pk=placering.pk, ophaevet=False)
        if (row := found.first()) is None:
            raise UgyldigtInput([Fejl("", "Placeringen er ophævet i mellemtiden. Intet er ændret.")])
        if row.justering_id is not None:
            told = "Placeringen følger af en besluttet justering og falder kun bort med den."
            raise UgyldigtInput([Fejl("", told)])
        _withdraw(journal, found, why)


def check_placering(item: Placeringsinput) -> list[Fejl]:
    """What is wrong with a placement, whatever else stands: the agreement's period and state, and the length of the reason."""
    aftale = item.trin.rammeaftale
    fejl = []
    if not aftale.gyldig_fra <= item.fra <= aftale.gyldig_til:
        period = format_periode(aftale.gyldig_fra, aftale.gyldig_til)
        fejl.append(Fejl("fra", f"{format_dato(item.fra)} ligger uden for aftalens periode: {period}"))
    if len(item.begrundelse.strip()) > 400:
        fejl.append(Fejl("begrundelse", "må højst være 400 tegn"))
    if aftale.sag is not None and aftale.sag.overblik.afslutning in UDEN_RESULTAT:
        fejl.append(Fejl("trin", f"{aftale} blev ikke til noget; vælg et trin i en anden aftale"))
    return fejl


class Kaeder:
    """The placements that stand for some afdelinger on some stairs of agreements, each a chain of days."""

    def __init__(self, placeringer: Iterable[Placeringsinput]) -> None:
        wanted = list(placeringer)
        rows = Placering.objects.filter(
            afdeling__in={item.afdeling.pk for item in wanted},
            trin__rammeaftale__in={item.trin.rammeaftale_id for item in wanted},
            ophaevet=False,
        ).select_related("trin", "afdeling")
        self._chains: dict[tuple[int, int, str], list[Placering]] = {}
        for row in rows:
            self.add(row)

    def refuse(self, item: Placeringsinput, *, again: bool = False) -> Fejl | None:
        """Why the placement cannot stand beside the others: another on that day, the same step already, no reason for a change."""
        chain = self._chains.get(_key(item.afdeling.pk, item.trin), [])
        same_day = next((row for row in chain if row.fra == item.fra), None)
        if same_day is not None:
            told = f"{item.afdeling} er i forvejen placeret på {same_day.trin} fra {format_dato(item.fra)}"
            return Fejl("fra", f"{told}. Ophæv den placering først, eller vælg en anden dag")
        by_key = {row.pk: row for row in chain}
        before = find_on([(row.pk, row.fra) for row in chain], item.fra)
        if before is not None and by_key[before].trin_id == item.trin.pk and not again:
            since = format_dato(by_key[before].fra)
            return Fejl("trin", f"{item.afdeling} står allerede på {item.trin} siden {since}")
        if before is not None and not item.begrundelse.strip():
            told = f"skal udfyldes, fordi {item.afdeling} flyttes fra {by_key[before].trin}"
            return Fejl("begrundelse", told)
        return None

    def add(self, row: Placering) -> None:
        """Takes a saved placement into its chain."""
        self._chains.setdefault(_key(row.afdeling_id, row.trin), []).append(row)

    def save(self) -> None:
        """Writes the last days that follow, where they are others than before."""
        changed = []
        for chain in self._chains.values():
            ends = last_days((row.pk, row.fra) for row in chain)
            for row in chain:
                if row.til != ends[row.pk]:
                    row.til = ends[row.pk]
                    changed.append(row)
        Placering.objects.bulk_update(changed, ["til"], batch_size=500)


def refresh_ends(afdelinger: Iterable[int], aftaler: Iterable[int]) -> None:
    """Sets the last days anew for these afdelinger (keys) in these agreements (keys), after placements came or fell away."""
    chains = Kaeder(())
    rows = Placering.objects.filter(
        afdeling__in=set(afdelinger), trin__rammeaftale__in=set(aftaler), ophaevet=False
    )
    for row in rows.select_related("trin"):
        chains.add(row)
    chains.save()


def withdraw_rows(pks: Collection[int]) -> int:
    """Marks placements (keys) as fallen away, inside the caller's system journal, which also tells of it. Gives how many."""
    rows = list(Placering.objects.select_related("trin").filter(pk__in=pks, ophaevet=False))
    for row in rows:
        row.ophaevet = True
    Placering.objects.bulk_update(rows, ["ophaevet"], batch_size=500)
    refresh_ends({row.afdeling_id for row in rows}, {row.trin.rammeaftale_id for row in rows})
    return len(rows)


def _withdraw(journal: Journal, rows: Iterable[Placering], why: str) -> int:
    found = list(Placering.objects.select_related("trin", "afdeling").filter(pk__in=[row.pk for row in rows]))
    for row in found:
        _record(journal, "placering_ophaevet", row, f"{row}, fra {format_dato(row.fra)}: ophævet. {why}", why)
    return withdraw_rows([row.pk for row in found])


def _record(journal: Journal, art: str, row: Placering, tekst: str, why: str = "") -> None:
    journal.append(
        art,
        tekst,
        {
            "placering": row.pk,
            "afdeling": row.afdeling_id,
            "trin": row.trin_id,
            "trappe": row.trin.trappe,
            "nummer": row.trin.nummer,
            "rammeaftale": row.trin.rammeaftale_id,
            "fra": row.fra,
            "kilde": row.kilde,
            "sikkerhed": row.sikkerhed,
            "begrundelse": why or row.begrundelse,
            "justering": row.justering_id,
        },
    )


def _key(afdeling: int, trin: Trappetrin) -> tuple[int, int, str]:
    return afdeling, trin.rammeaftale_id, trin.trappe


def _unique(fejl: Iterable[Fejl]) -> list[Fejl]:
    return list(dict.fromkeys(fejl))
