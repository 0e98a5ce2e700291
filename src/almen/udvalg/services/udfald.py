"""What came of an item. Where it is a case's step, the case's decision is recorded in the same act: one entry, one truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.models import Beslutning, Sag
from almen.sager.services import record_beslutning, system_journal, whole_act
from almen.sagsgang.udfald import Udfald
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import (
    Aendringsforslag,
    Dagsordenspunkt,
    Forslagsudfald,
    Moede,
    Protokolbemaerkning,
    Punktudfald,
    Stemmer,
)
from almen.udvalg.selectors.moeder import members_on, party_sizes
from almen.udvalg.stemmer import Afstemning, StemmeFejl, parse_stemmer, refuse_contradiction

NEEDS_TEXT = frozenset({Udfald.FORKASTET, Udfald.UDSAT, Udfald.SENDT_TILBAGE, Udfald.GODKENDT_MED_AENDRINGER})
_entered: ContextVar[bool] = ContextVar("udvalg_entered", default=False)


@dataclass(frozen=True)
class Forslag:
    """An amendment: who put it, what it said, what came of it (`Forslagsudfald`)."""

    stiller: str
    tekst: str
    resultat: str


@dataclass(frozen=True)
class Udfaldsdata:
    """What the minutes say of one item.

    `stemmer` is typed text (`udvalg.stemmer`); `standset_af` the member who carries the decision to the council;
    `set_antal` the number of the case's decisions that the user had seen.
    """

    udfald: str
    tekst: str = ""
    tilbage_til: str = ""
    stemmer: str = ""
    standset_af: str = ""
    inhabile: tuple[str, ...] = ()
    bemaerkninger: Mapping[str, str] = field(default_factory=dict)
    forslag: tuple[Forslag, ...] = ()
    dispensationer: Mapping[str, str] = field(default_factory=dict)
    set_antal: int | None = None


def record_udfald(*, bruger: Bruger, punkt: Dagsordenspunkt, data: Udfaldsdata) -> Punktudfald:
    """Records what came of the item, and with it the case's decision, its effects and a stop (styrelsesloven § 23).

    One transaction. Raises MoedeAfvist naming the field, `sager.services.BeslutningAfvist` with the case's own reasons,
    or AdgangNaegtet; then nothing is written.
    """
    moede = punkt.moede
    adgang.require(
        adgang.may_record_for(bruger, moede.organ),
        f"Du kan ikke registrere, hvad {moede.organ_navn} har besluttet.",
    )
    _refuse_impossible(punkt, moede)
    votes = _read_votes(data, moede)
    data = _with_members(data, moede)
    if data.udfald in NEEDS_TEXT and not data.tekst.strip():
        raise MoedeAfvist({"tekst": "Dette udfald kræver en tekst: begrundelsen eller ændringerne."})
    with whole_act():
        if punkt.sag is None:
            return _record_without_case(bruger, punkt, data, votes)
        return _record_with_case(bruger, punkt, punkt.sag, data, votes)


def link_beslutning(sag: Sag, beslutning: Beslutning, bruger: Bruger) -> None:
    """A decision recorded on the case itself, or by the API, is also the outcome of the item it was taken under.

    That is the item for the step on that body's meeting of that day. Called by `sager.haendelser` inside the act.
    """
    if _entered.get() or beslutning.aktoer not in current_profil().moedeorgan_ids:
        return
    punkt = (
        Dagsordenspunkt.objects.filter(
            sag=sag,
            trin=beslutning.trin,
            udgaaet="",
            moede__dato=beslutning.dato,
            moede__organ=beslutning.aktoer,
            moede__aflyst__isnull=True,
        )
        .order_by("nummer")
        .first()
    )
    if punkt is not None:
        _write(bruger, punkt, beslutning, "", Udfaldsdata(udfald=beslutning.udfald), None)


def _record_with_case(
    bruger: Bruger, punkt: Dagsordenspunkt, sag: Sag, data: Udfaldsdata, votes: Afstemning | None
) -> Punktudfald:
    with _entering():
        beslutning = _decide(bruger, punkt, sag, data.udfald, data.tekst, data)
        kept = _write(bruger, punkt, beslutning, "", replace(data, standset_af=""), votes)
        if data.standset_af:
            reason = f"{data.standset_af} har begæret beslutningen indbragt for kommunens øverste organ."
            stopped = _decide(bruger, punkt, sag, Udfald.STANDSET, reason, Udfaldsdata(Udfald.STANDSET))
            kept = _write(
                bruger, punkt, stopped, "", Udfaldsdata(Udfald.STANDSET, standset_af=data.standset_af), None
            )
    return kept


def _decide(
    bruger: Bruger, punkt: Dagsordenspunkt, sag: Sag, udfald: str, tekst: str, data: Udfaldsdata
) -> Beslutning:
    moede = punkt.moede
    return record_beslutning(
        bruger=bruger,
        sag=sag,
        trin=punkt.trin,
        udfald=udfald,
        dato=moede.dato,
        begrundelse=tekst,
        tilbage_til=data.tilbage_til,
        moede=f"{moede.organ_navn} den {moede.dato:%d.%m.%Y}, punkt {punkt.nummer}",
        dispensationer=data.dispensationer,
        set_antal=data.set_antal,
    )


def _record_without_case(
    bruger: Bruger, punkt: Dagsordenspunkt, data: Udfaldsdata, votes: Afstemning | None
) -> Punktudfald:
    if data.standset_af:
        raise MoedeAfvist({"standset_af": "Kun en sag i systemet kan standses; registrér det på sagen."})
    if data.udfald not in Punktudfald.UDEN_SAG:
        allowed = ", ".join(Punktudfald.UDEN_SAG)
        raise MoedeAfvist({"udfald": f"“{data.udfald}” er ikke et udfald. Tilladt er: {allowed}."})
    with transaction.atomic(), system_journal(bruger) as journal:
        # The item's row is the queue for two people who enter the same item.
        Dagsordenspunkt.objects.select_for_update().get(pk=punkt.pk)
        kept = _write(bruger, punkt, None, data.udfald, data, votes)
        journal.append(
            "punktudfald",
            f"Punkt {punkt.nummer} på {punkt.moede.organ_navn}s møde den {punkt.moede.dato:%d.%m.%Y}: {kept.navn}.",
            {"moede": punkt.moede_id, "punkt": punkt.pk, "udfald": data.udfald},
        )
    return kept


def _write(
    bruger: Bruger,
    punkt: Dagsordenspunkt,
    beslutning: Beslutning | None,
    udfald: str,
    data: Udfaldsdata,
    votes: Afstemning | None,
) -> Punktudfald:
    last = punkt.udfald.aggregate(sidste=Max("nummer"))["sidste"] or 0
    kept = Punktudfald.objects.create(
        punkt=punkt,
        nummer=last + 1,
        udfald=udfald,
        beslutning=beslutning,
        standset_af=data.standset_af,
        tekst="" if beslutning else data.tekst.strip(),
        inhabile=", ".join(data.inhabile),
        registreret_af=bruger,
    )
    Stemmer.objects.bulk_create(
        Stemmer(
            punktudfald=kept,
            parti=item.parti,
            stemte_for=item.stemte_for,
            imod=item.imod,
            undlod=item.undlod,
        )
        for item in (votes.partier if votes else ())
    )
    Protokolbemaerkning.objects.bulk_create(
        Protokolbemaerkning(punktudfald=kept, parti=parti, tekst=tekst)
        for parti, tekst in data.bemaerkninger.items()
    )
    Aendringsforslag.objects.bulk_create(
        Aendringsforslag(punktudfald=kept, stiller=item.stiller, tekst=item.tekst, resultat=item.resultat)
        for item in data.forslag
    )
    return kept


def _refuse_impossible(punkt: Dagsordenspunkt, moede: Moede) -> None:
    if moede.aflyst:
        raise MoedeAfvist({"udfald": "Mødet er aflyst."})
    if moede.afsluttet:
        raise MoedeAfvist({"udfald": "Mødet er ført til ende. Genåbn det, før der rettes i referatet."})
    if moede.dato > timezone.localdate():
        raise MoedeAfvist({"udfald": "Mødet er ikke holdt endnu."})
    if punkt.udgaaet:
        raise MoedeAfvist({"udfald": "Punktet er udgået af dagsordenen."})


def _read_votes(data: Udfaldsdata, moede: Moede) -> Afstemning | None:
    try:
        votes = parse_stemmer(data.stemmer, party_sizes(moede.organ, moede.dato))
        refuse_contradiction(votes, data.udfald)
    except StemmeFejl as error:
        raise MoedeAfvist({"stemmer": str(error)}) from None
    except ValueError:
        raise MoedeAfvist({"udfald": f"“{data.udfald}” er ikke et udfald."}) from None
    return votes


def _with_members(data: Udfaldsdata, moede: Moede) -> Udfaldsdata:
    """Who stops a decision or leaves as inhabil is a member that day, where the members are known; told by their full names."""
    members = _spellings(moede)
    named = replace(
        data,
        standset_af=members.get(data.standset_af.casefold(), data.standset_af),
        inhabile=tuple(members.get(item.casefold(), item) for item in data.inhabile),
    )
    _refuse_strangers(named, frozenset(members.values()))
    return named


def _spellings(moede: Moede) -> dict[str, str]:
    """The name, and the name with its party, of each member that day → the member; no two have one name at one time."""
    found = members_on(moede.organ, moede.dato)
    return {name.casefold(): str(item) for item in found for name in (item.navn, str(item))}


def _refuse_strangers(data: Udfaldsdata, members: frozenset[str]) -> None:
    if members and data.standset_af and data.standset_af not in members:
        raise MoedeAfvist({"standset_af": _stranger(data.standset_af, members)})
    if strange := [item for item in data.inhabile if members and item not in members]:
        raise MoedeAfvist({"inhabile": _stranger(", ".join(strange), members)})
    if data.standset_af and data.standset_af in data.inhabile:
        raise MoedeAfvist(
            {"standset_af": "En inhabil, som har forladt mødet, kan ikke standse beslutningen."}
        )
    if wrong := [item.resultat for item in data.forslag if item.resultat not in Forslagsudfald.values]:
        raise MoedeAfvist(
            {
                "forslag": f"“{wrong[0][:40]}” er ikke et resultat. Tilladt er: {', '.join(Forslagsudfald.values)}."
            }
        )


def _stranger(navne: str, members: frozenset[str]) -> str:
    return f"Er ikke medlem den dag: {navne[:200]}. Mulige: {', '.join(sorted(members))}."


@contextmanager
def _entering() -> Iterator[None]:
    token = _entered.set(True)
    try:
        yield
    finally:
        _entered.reset(token)
