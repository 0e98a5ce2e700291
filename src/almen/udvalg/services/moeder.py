"""Meetings: made, moved, cancelled, sent out, brought to an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.sager import adgang
from almen.sager.services import system_journal
from almen.sager.services.journal import Journal
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.frister import meeting_deadlines
from almen.udvalg.models import Andresager, Moede
from almen.udvalg.selectors.dagsorden import blocked_punkter, missing_udfald

HOEJST_ANDRE = 500


def create_moede(
    *,
    bruger: Bruger,
    organ: str,
    dato: dt.date,
    klokken: dt.time | None = None,
    sted: str = "",
    kilde: str = "",
    demo: bool = False,
) -> Moede:
    """A new meeting with the deadlines that its day gives. Raises MoedeAfvist or AdgangNaegtet."""
    require_keeper(bruger)
    if organ not in current_profil().moedeorgan_ids:
        allowed = ", ".join(sorted(current_profil().moedeorgan_ids))
        raise MoedeAfvist({"organ": f"“{organ}” holder ikke møder. Tilladt er: {allowed}."})
    frister = meeting_deadlines(organ, dato)
    with transaction.atomic(), system_journal(bruger) as journal:
        if Moede.objects.filter(organ=organ, dato=dato, aflyst__isnull=True).exists():
            raise MoedeAfvist({"dato": "Der er allerede et møde den dag."})
        moede = Moede.objects.create(
            organ=organ,
            dato=dato,
            klokken=klokken,
            sted=sted.strip(),
            kilde=kilde.strip(),
            demo=demo,
            papirer_ind=frister.papirer_ind,
            dagsorden_ud=frister.dagsorden_ud,
        )
        _journal(journal, moede, "moede_oprettet", "er sat i kalenderen")
    return moede


def edit_moede(
    *,
    bruger: Bruger,
    moede: Moede,
    dato: dt.date,
    klokken: dt.time | None,
    sted: str,
    papirer_ind: dt.date,
    dagsorden_ud: dt.date,
) -> Moede:
    """Moves a meeting or its deadlines; a meeting whose agenda is out keeps its day. Raises MoedeAfvist."""
    require_keeper(bruger)
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        if dato != locked.dato and locked.dagsorden_udsendt:
            raise MoedeAfvist({"dato": "Dagsordenen er sendt ud; aflys mødet, og opret et nyt."})
        if not papirer_ind <= dagsorden_ud <= dato:
            raise MoedeAfvist(
                {"papirer_ind": "Rækkefølgen skal være: papirer ind, dagsorden ud, mødets dag."}
            )
        same_day = Moede.objects.filter(organ=locked.organ, dato=dato, aflyst__isnull=True)
        if same_day.exclude(pk=locked.pk).exists():
            raise MoedeAfvist({"dato": "Der er allerede et møde den dag."})
        locked.dato, locked.klokken, locked.sted = dato, klokken, sted.strip()
        locked.papirer_ind, locked.dagsorden_ud = papirer_ind, dagsorden_ud
        locked.save()
        _journal(journal, locked, "moede_rettet", "er rettet")
    return locked


def cancel_moede(*, bruger: Bruger, moede: Moede, grund: str) -> None:
    """Cancels a meeting; its cases await the body again and are offered to the next one. Raises MoedeAfvist."""
    require_keeper(bruger)
    if not grund.strip():
        raise MoedeAfvist({"grund": "Skriv, hvorfor mødet er aflyst."})
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        if locked.punkter.filter(udfald__isnull=False).exists():
            raise MoedeAfvist({"grund": "Mødet kan ikke aflyses: der er registreret udfald på det."})
        locked.aflyst, locked.aflyst_grund = timezone.localdate(), grund.strip()[:300]
        locked.save(update_fields=["aflyst", "aflyst_grund", "aendret"])
        _journal(journal, locked, "moede_aflyst", f"er aflyst: {locked.aflyst_grund}")


def send_dagsorden(*, bruger: Bruger, moede: Moede) -> None:
    """The agenda is out: from now on it changes by additional items only. Raises MoedeAfvist naming what is not ready."""
    require_keeper(bruger)
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        if locked.dagsorden_udsendt:
            raise MoedeAfvist({"moede": "Dagsordenen er allerede sendt ud."})
        if not locked.punkter.filter(udgaaet="").exists():
            raise MoedeAfvist({"moede": "Der er ingen punkter på dagsordenen."})
        if blocked := blocked_punkter(locked):
            names = "; ".join(str(item) for item in blocked)
            raise MoedeAfvist({"moede": f"Disse punkter kan ikke behandles endnu: {names}."})
        for place, punkt in enumerate(locked.punkter.filter(udgaaet="").order_by("nummer"), start=1):
            if punkt.nummer != place:
                punkt.nummer = place
                punkt.save(update_fields=["nummer"])
        locked.dagsorden_udsendt = timezone.now()
        locked.save(update_fields=["dagsorden_udsendt", "aendret"])
        _journal(journal, locked, "dagsorden_udsendt", "har fået sin dagsorden sendt ud")


def finish_moede(*, bruger: Bruger, moede: Moede) -> None:
    """The minutes are complete: every item has its outcome. Raises MoedeAfvist naming those that have not."""
    require_keeper(bruger)
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        if locked.dato > timezone.localdate():
            raise MoedeAfvist({"moede": "Mødet er ikke holdt endnu."})
        if missing := missing_udfald(locked):
            names = "; ".join(str(item) for item in missing)
            raise MoedeAfvist({"moede": f"Disse punkter mangler et udfald: {names}."})
        locked.afsluttet = timezone.now()
        locked.save(update_fields=["afsluttet", "aendret"])
        _journal(journal, locked, "moede_afsluttet", "er ført til ende")


def reopen_moede(*, bruger: Bruger, moede: Moede) -> None:
    """Takes back that the minutes are complete, e.g. to add a remark. Raises AdgangNaegtet."""
    require_keeper(bruger)
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        locked.afsluttet = None
        locked.save(update_fields=["afsluttet", "aendret"])
        _journal(journal, locked, "moede_genaabnet", "er genåbnet")


def save_andre_sager(*, bruger: Bruger, moede: Moede, antal: Mapping[str, int | None]) -> None:
    """How many of the meeting's cases were about other things, by kind; None takes the kind's figure away.

    Raises MoedeAfvist naming the kind.
    """
    require_keeper(bruger)
    allowed = current_profil().andre_sagsomraader
    for omraade, number in antal.items():
        if omraade not in allowed:
            raise MoedeAfvist({omraade: f"Kendes ikke. Tilladt er: {', '.join(allowed)}."})
        if number is not None and not 0 <= number <= HOEJST_ANDRE:
            raise MoedeAfvist({omraade: f"Skal være fra 0 til {HOEJST_ANDRE}."})
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        for omraade, number in antal.items():
            if number is None:
                locked.andre_sager.filter(omraade=omraade).delete()
            else:
                Andresager.objects.update_or_create(moede=locked, omraade=omraade, defaults={"antal": number})
        _journal(journal, locked, "andre_sager", "har fået talt sine andre sager")


@contextmanager
def locked_moede(moede: Moede) -> Iterator[Moede]:
    """The meeting as it stands, locked until the transaction ends. Raises MoedeAfvist for one that is cancelled."""
    with transaction.atomic():
        locked = Moede.objects.select_for_update().get(pk=moede.pk)
        if locked.aflyst:
            raise MoedeAfvist({"moede": "Mødet er aflyst."})
        yield locked


def require_keeper(bruger: Bruger) -> None:
    """Raises AdgangNaegtet unless the user keeps meetings."""
    adgang.require(
        adgang.may_keep_moeder(bruger),
        "Kun udvalgssekretærer, sagsbehandlere og ledere retter møder og dagsordener.",
    )


def _journal(journal: Journal, moede: Moede, art: str, words: str) -> None:
    journal.append(art, f"{moede.organ_navn}s møde den {moede.dato:%d.%m.%Y} {words}.", {"moede": moede.pk})
