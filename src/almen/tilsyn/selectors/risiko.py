"""The signs of the risk overview as pages read them: what is kept of each subject, and what depends on today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from almen.organisationer.models import Boligorganisation, Bruger
from almen.regler.dansk import format_dato, format_tal, join_med
from almen.sager import adgang
from almen.tilsyn.models import Aftalestatus, Dialogaftale, Revisionsbemaerkning, Tilsynsbillede
from almen.tilsyn.oversigtslinks import find_url
from almen.tilsyn.risiko import Flag, count_flag, make_flag, sort_flag
from almen.tilsyn.risikoregler import ALVORTONER, Regel, find_regel, load_regler
from almen.tilsyn.selectors.oversigt import Celle, get_oversigt
from almen.tilsyn.stilling import Tilstand

# Agreements and remarks that are named one by one in a text.
NAMED = 3


@dataclass(frozen=True)
class Tegn:
    """A flag as a page shows it: with its rule and the way to what it rests on. `sted` is "" for the organisation itself."""

    flag: Flag
    url: str
    sted: str = ""

    @property
    def tekst(self) -> str:
        """The reason in whole words, with figure and limit."""
        return self.flag.tekst

    @property
    def regel(self) -> Regel | None:
        """The rule; None if the program no longer has it."""
        return find_regel(self.flag.regel)

    @property
    def navn(self) -> str:
        """The rule's name."""
        return self.regel.navn if self.regel else self.flag.regel

    @property
    def tone(self) -> str:
        """How grave it is, as a tone."""
        return ALVORTONER[self.flag.alvor]

    @property
    def alvorlig(self) -> bool:
        """True for a grave one."""
        return self.flag.alvor == "alvorlig"

    @property
    def graense_url(self) -> str:
        """The page of the limit; "" where the limit is a zero or a day."""
        return reverse("grundlag:parameter", args=[self.flag.parameter]) if self.flag.parameter else ""


def tegn_of(billede: Tilsynsbillede) -> list[Tegn]:
    """The flags of a picture, the grave ones first. No query; `billede.afdeling` must be fetched."""
    found = []
    for item in billede.flag:
        flag = Flag.of_json(item)
        found.append(Tegn(flag, _url_of(flag, billede), str(billede.afdeling) if billede.afdeling else ""))
    return found


def _url_of(flag: Flag, billede: Tilsynsbillede) -> str:
    """The figure with its history, the remark, or the subject's figures."""
    kind, _, key = flag.maal.partition(":")
    if kind == "tal":
        return find_url("tilsyn:noegletal", args=(int(key),))
    if kind == "bemaerkning":
        return reverse("tilsyn:bemaerkning", args=[int(key)])
    if kind == "ledighed":
        return find_url("tilsyn:ledighedsliste")
    if billede.afdeling_id:
        return find_url("tilsyn:noegletal_afdeling", args=(billede.afdeling_id,))
    return find_url("tilsyn:noegletal_organisation", args=(billede.boligorganisation_id,))


def latest_year() -> int | None:
    """The last financial year with key figures; else the last with any picture. A count of vacancy may be of a later year."""
    rows = Tilsynsbillede.objects.order_by("-aar").values_list("aar", flat=True)
    return rows.exclude(tal={}).first() or rows.first()


def years() -> list[int]:
    """The financial years that have pictures, the latest first."""
    return list(Tilsynsbillede.objects.order_by("-aar").values_list("aar", flat=True).distinct())


def afdelingsbilleder() -> QuerySet[Tilsynsbillede]:
    """The pictures of all afdelinger of all years. Who may see one may see all (`adgang.may_see_tilsyn`)."""
    rows = Tilsynsbillede.objects.filter(afdeling__isnull=False)
    return rows.select_related("afdeling__boligorganisation", "boligorganisation")


def flags_of(boligorganisation: Boligorganisation, aar: int, *, afdelinger: bool = True) -> list[Tegn]:
    """What the figures of a financial year flag of an organisation: its own signs, then its afdelinger's, gravest afdeling first.

    For a dialogue's page: offered as items of the agenda. One query. What depends on today (dialogue, agreements) is not here.
    """
    rows = Tilsynsbillede.objects.filter(
        Q(alvorlige__gt=0) | Q(opmaerksomme__gt=0), boligorganisation=boligorganisation, aar=aar
    ).select_related("afdeling")
    if not afdelinger:
        rows = rows.filter(afdeling__isnull=True)
    own: list[Tegn] = []
    others: list[Tegn] = []
    for row in rows.order_by("-alvorlige", "-opmaerksomme", "-boliger", "pk"):
        (own if row.afdeling_id is None else others).extend(tegn_of(row))
    return own + others


@dataclass(frozen=True)
class Organisationstegn:
    """One organisation in one financial year: its signs, its afdelinger with grave ones, and where its dialogue stands.

    `boliger_alvorlige` of `boliger` dwellings lie in the `alvorlige_afdelinger` of `afdelinger` that have a grave sign.
    """

    organisation: Boligorganisation
    tegn: tuple[Tegn, ...]
    afdelinger: int = 0
    alvorlige_afdelinger: int = 0
    boliger: int = 0
    boliger_alvorlige: int = 0
    afdelingstegn: tuple[int, int] = (0, 0)
    bemaerkninger: int = 0
    overskredne: int = 0
    dialog: Celle | None = None
    url: str = field(default="")

    @cached_property
    def antal(self) -> tuple[int, int]:
        """(grave, other) signs of its own."""
        return count_flag(item.flag for item in self.tegn)

    @property
    def andel(self) -> int:
        """Share of its dwellings that lie in afdelinger with a grave sign, in whole per cent."""
        return round(self.boliger_alvorlige * 100 / self.boliger) if self.boliger else 0

    @property
    def moedes(self) -> bool:
        """True if there is a grave sign, its own or an afdeling's."""
        return bool(self.antal[0] or self.alvorlige_afdelinger)

    @property
    def grunde(self) -> list[str]:
        """Why it should be met, in words: its own grave signs, then how its afdelinger stand."""
        found = [item.tekst for item in self.tegn if item.alvorlig]
        if self.alvorlige_afdelinger:
            of = "afdeling" if self.afdelinger == 1 else "afdelinger"
            found.append(
                f"{format_tal(self.alvorlige_afdelinger)} af {format_tal(self.afdelinger)} {of} har et alvorligt tegn;"
                f" de har {format_tal(self.boliger_alvorlige)} af {format_tal(self.boliger)} boliger ({self.andel} pct.)."
            )
        return found + [item.tekst for item in self.tegn if not item.alvorlig]

    @property
    def orden(self) -> tuple[object, ...]:
        """Sorts: most own grave signs, largest share of dwellings in afdelinger with one, most other signs; then the name."""
        share = self.boliger_alvorlige / self.boliger if self.boliger else 0
        return (-self.antal[0], -share, -self.antal[1], self.organisation.navn, self.organisation.pk)


def organisations_in(aar: int, bruger: Bruger, today: dt.date) -> list[Organisationstegn]:
    """Every organisation that has a picture of the financial year, whom to meet first first. A fixed number of queries.

    The dialogue is that of the year after, which rests on these accounts. What the user may not see of a dialogue is not told.
    """
    own = {
        row.boligorganisation_id: row
        for row in Tilsynsbillede.objects.filter(aar=aar, afdeling__isnull=True).select_related(
            "boligorganisation"
        )
    }
    grave = Q(alvorlige__gt=0)
    counts = {
        row["boligorganisation"]: row
        for row in Tilsynsbillede.objects.filter(aar=aar, afdeling__isnull=False)
        .order_by()
        .values("boligorganisation")
        .annotate(
            n=Count("pk"),
            n_grave=Count("pk", filter=grave),
            homes=Sum("boliger"),
            homes_grave=Sum("boliger", filter=grave),
            flags_grave=Sum("alvorlige"),
            flags_other=Sum("opmaerksomme"),
        )
    }
    remarks = dict(
        Revisionsbemaerkning.objects.filter(afsluttet__isnull=True)
        .order_by()
        .values_list("boligorganisation")
        .annotate(Count("pk"))
    )
    dialogues = _dialogues(aar + 1, bruger, today)
    agreements = _overdue(bruger, today)
    found = []
    for pk, row in own.items():
        count: Mapping[str, Any] = counts.get(pk) or {}
        late = agreements.get(pk, [])
        cell = dialogues.get(pk)
        dated = [*_dialogue_flags(cell), *_agreement_flags(late)]
        kept = {item.flag: item for item in tegn_of(row)}
        flags = sort_flag([*kept, *(flag for flag, _ in dated)])
        urls = dict(dated)
        found.append(
            Organisationstegn(
                organisation=row.boligorganisation,
                tegn=tuple(kept[flag] if flag in kept else Tegn(flag, urls[flag]) for flag in flags),
                afdelinger=count.get("n") or 0,
                alvorlige_afdelinger=count.get("n_grave") or 0,
                boliger=count.get("homes") or 0,
                boliger_alvorlige=count.get("homes_grave") or 0,
                afdelingstegn=(count.get("flags_grave") or 0, count.get("flags_other") or 0),
                bemaerkninger=remarks.get(pk, 0),
                overskredne=len(late),
                dialog=cell,
                url=find_url("tilsyn:dialog", args=(cell.sag,)) if cell and cell.sag else "",
            )
        )
    return sorted(found, key=lambda item: item.orden)  # type: ignore[arg-type,return-value]


def _dialogues(aar: int, bruger: Bruger, today: dt.date) -> dict[int, Celle]:
    rows = get_oversigt(bruger, [aar], today).raekker
    return {row.organisation: row.celler[0] for row in rows}


def _overdue(bruger: Bruger, today: dt.date) -> dict[int, list[Dialogaftale]]:
    """Open agreements past their day, of dialogues that the user may see, the oldest first."""
    rows = Dialogaftale.objects.filter(
        adgang.scope_of_sag(bruger, "dialog__sag__"), status=Aftalestatus.AABEN, frist__lt=today
    )
    found: dict[int, list[Dialogaftale]] = defaultdict(list)
    for row in rows.select_related("dialog__sag").order_by("frist", "pk"):
        found[row.dialog.boligorganisation_id].append(row)
    return found


def _rules(art: str) -> list[Regel]:
    return [item for item in load_regler() if item.art == art]


def _dialogue_flags(cell: Celle | None) -> list[tuple[Flag, str]]:
    """The flags of a dialogue that is missing or late, each with the way to it."""
    if cell is None:
        return []
    url = find_url("tilsyn:dialog", args=(cell.sag,)) if cell.sag else find_url("tilsyn:oversigt")
    day = format_dato(cell.stilling.frist)
    if cell.stilling.tilstand == Tilstand.MANGLER:
        words = {"aar": cell.aar, "frist": day}
        return [
            (make_flag(rule, words, vaerdi="ingen", graense=day), url) for rule in _rules("dialog_mangler")
        ]
    if cell.stilling.tilstand == Tilstand.FORSINKET:
        late = join_med(list(cell.stilling.forsinket)) or "en frist er overskredet"
        words = {"aar": cell.aar, "hvilke": late}
        return [
            (make_flag(rule, words, vaerdi=late, graense=day), url) for rule in _rules("dialog_forsinket")
        ]
    return []


def _agreement_flags(late: Sequence[Dialogaftale]) -> list[tuple[Flag, str]]:
    """The flag of agreements past their day, with the way to the oldest one's dialogue."""
    if not late:
        return []
    count = "1 aftale" if len(late) == 1 else f"{format_tal(len(late))} aftaler"
    named = [f"{_kort(row.tekst)} (frist {format_dato(row.frist)})" for row in late[:NAMED]]
    if len(late) > NAMED:
        named.append(f"{len(late) - NAMED} til")
    words = {"antal": count, "hvilke": join_med(named)}
    url = find_url("tilsyn:dialog", args=(late[0].dialog.sag.nummer,))
    return [(make_flag(rule, words, vaerdi=count, graense="0"), url) for rule in _rules("aftale")]


def _kort(tekst: str) -> str:
    text = " ".join(tekst.split()).rstrip(".")
    return text if len(text) <= 80 else f"{text[:80].rsplit(' ', 1)[0]} …"


def count_by_rule(aar: int) -> Mapping[str, int]:
    """How many flags each rule has raised in a financial year. One query."""
    rows = Tilsynsbillede.objects.filter(Q(alvorlige__gt=0) | Q(opmaerksomme__gt=0), aar=aar)
    return count_rules(rows.values_list("flag", flat=True))


def count_rules(flags: Iterable[list[dict[str, str]]]) -> dict[str, int]:
    """Flags by rule."""
    found: dict[str, int] = defaultdict(int)
    for row in flags:
        for item in row:
            found[item["regel"]] += 1
    return found
