"""Agendas: putting cases and titles on, ordering, closing, taking off, annexes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import aktoer_navn
from almen.sager import adgang
from almen.sager.models import Dokument, Fortrolighed, Sag, Ventetrin
from almen.sager.selectors.forloeb import load_forloeb
from almen.sager.services import locked_journal, run_kontroller, system_journal
from almen.udvalg.fejl import MoedeAfvist
from almen.udvalg.models import Dagsordenspunkt, Moede, Punktart, Punktbilag
from almen.udvalg.selectors.dagsorden import indstilling_to, is_standard_item
from almen.udvalg.services.moeder import locked_moede, require_keeper

HELD = "Mødet er ført til ende. Genåbn det, før dagsordenen rettes."


def put_on_agenda(
    *,
    bruger: Bruger,
    moede: Moede,
    sag: Sag,
    trin: str,
    titel: str = "",
    lukket: bool | None = None,
    lukket_grund: str = "",
    standard: bool | None = None,
) -> Dagsordenspunkt:
    """Puts the case's step on the agenda; after the agenda went out as an additional item.

    Refused where the step does not await the body, is on another agenda already, or a check of it says no.
    A confidential case is a closed item unless said otherwise. The indstilling that lies on the case is the first annex. `standard`:
    None asks the profile and the checks. Raises MoedeAfvist or AdgangNaegtet.
    """
    require_keeper(bruger)
    with locked_moede(moede) as locked, locked_journal(sag, bruger) as journal:
        _refuse_finished(locked)
        waiting = _waiting(sag, trin, locked)
        _refuse_elsewhere(sag, trin)
        _refuse_failing(sag, trin)
        closed = sag.fortrolighed == Fortrolighed.FORTROLIG if lukket is None else lukket
        _refuse_open(sag, closed)
        punkt = Dagsordenspunkt.objects.create(
            moede=locked,
            nummer=_next_number(locked),
            titel=(titel.strip() or sag.titel)[:200],
            art=Punktart.ALMEN,
            sag=sag,
            trin=trin,
            trin_navn=waiting.trin_navn,
            handling=waiting.handling,
            lukket=closed,
            lukket_grund=lukket_grund.strip()[:200],
            standard=is_standard_item(sag, trin) if standard is None else standard,
            tillaeg=locked.dagsorden_udsendt is not None,
            sat_paa_af=bruger,
        )
        journal.append(
            "sat_paa_dagsorden",
            f"{waiting.trin_navn}: sat på dagsordenen for {locked.organ_navn} den {locked.dato:%d.%m.%Y}.",
            {"moede": locked.pk, "trin": trin, "punkt": punkt.pk},
        )
        if (indstilling := indstilling_to(bruger, sag, trin)) is not None:
            Punktbilag.objects.create(punkt=punkt, nummer=1, dokument=indstilling)
    return punkt


def add_punkt(
    *,
    bruger: Bruger,
    moede: Moede,
    titel: str,
    art: str = Punktart.FORMALIA,
    omraade: str = "",
    lukket: bool = False,
    lukket_grund: str = "",
    nummer: int | None = None,
) -> Dagsordenspunkt:
    """An item that is no case here: approval of the agenda, or a case about something else. Raises MoedeAfvist.

    `nummer` is the number it has in published minutes; else it comes last.
    """
    require_keeper(bruger)
    if not 1 <= len(titel.strip()) <= 200:
        raise MoedeAfvist({"titel": "Skriv en titel på 1 til 200 tegn."})
    with locked_moede(moede) as locked, system_journal(bruger) as journal:
        _refuse_finished(locked)
        if nummer is not None and locked.punkter.filter(nummer=nummer).exists():
            raise MoedeAfvist({"nummer": f"Der er allerede et punkt {nummer} på dagsordenen."})
        punkt = Dagsordenspunkt.objects.create(
            moede=locked,
            nummer=_next_number(locked) if nummer is None else nummer,
            titel=titel.strip(),
            art=art,
            omraade=omraade if art == Punktart.ANDEN else "",
            lukket=lukket,
            lukket_grund=lukket_grund.strip()[:200],
            tillaeg=locked.dagsorden_udsendt is not None,
            sat_paa_af=bruger,
        )
        # A closed title is not told in a journal that more people read than the agenda.
        shown = "et lukket punkt" if lukket else f"“{punkt.titel}”"
        journal.append(
            "punkt_tilfoejet",
            f"{shown} er sat på dagsordenen for {locked.organ_navn} den {locked.dato:%d.%m.%Y}.",
            {"moede": locked.pk, "punkt": punkt.pk},
        )
    return punkt


def edit_punkt(
    *, bruger: Bruger, punkt: Dagsordenspunkt, titel: str, lukket: bool, lukket_grund: str, standard: bool
) -> Dagsordenspunkt:
    """What the item is called, and whether it is closed. Raises MoedeAfvist or AdgangNaegtet."""
    require_keeper(bruger)
    if not 1 <= len(titel.strip()) <= 200:
        raise MoedeAfvist({"titel": "Skriv en titel på 1 til 200 tegn."})
    if lukket and not lukket_grund.strip():
        raise MoedeAfvist({"lukket_grund": "Skriv, hvorfor punktet er lukket."})
    with locked_moede(punkt.moede) as locked:
        _refuse_finished(locked)
        _refuse_open(punkt.sag, lukket)
        punkt.titel, punkt.lukket, punkt.standard = titel.strip(), lukket, standard
        punkt.lukket_grund = lukket_grund.strip()[:200] if lukket else ""
        punkt.save(update_fields=["titel", "lukket", "lukket_grund", "standard"])
        _tell(bruger, punkt, "punkt_rettet", "er rettet")
    return punkt


def move_punkt(*, bruger: Bruger, punkt: Dagsordenspunkt, op: bool) -> None:
    """Moves an item one place up or down; the numbers are settled once the agenda is out. Raises MoedeAfvist."""
    require_keeper(bruger)
    with locked_moede(punkt.moede) as locked:
        if locked.dagsorden_udsendt:
            raise MoedeAfvist({"punkt": "Dagsordenen er sendt ud; punkternes rækkefølge ligger fast."})
        rows = (
            locked.punkter.filter(nummer__lt=punkt.nummer)
            if op
            else locked.punkter.filter(nummer__gt=punkt.nummer)
        )
        other = rows.order_by("-nummer" if op else "nummer").first()
        if other is None:
            return
        first, second = punkt.nummer, other.nummer
        # A number may not stand twice even for a moment.
        for item, number in ((other, 0), (punkt, second), (other, first)):
            item.nummer = number
            item.save(update_fields=["nummer"])


def remove_punkt(*, bruger: Bruger, punkt: Dagsordenspunkt, grund: str = "") -> None:
    """Takes an item off; once the agenda is out it stays, marked as dropped, and needs a reason.

    Its case awaits the body again. Raises MoedeAfvist.
    """
    require_keeper(bruger)
    with locked_moede(punkt.moede) as locked:
        if punkt.udfald.exists():
            raise MoedeAfvist({"grund": "Der er registreret et udfald på punktet; det kan ikke tages af."})
        if locked.dagsorden_udsendt and not grund.strip():
            raise MoedeAfvist({"grund": "Dagsordenen er sendt ud. Skriv, hvorfor punktet udgår."})
        _tell(bruger, punkt, "taget_af_dagsorden", "er taget af dagsordenen")
        if locked.dagsorden_udsendt:
            punkt.udgaaet = grund.strip()[:300]
            punkt.save(update_fields=["udgaaet"])
        else:
            punkt.delete()


def set_bilag(*, bruger: Bruger, punkt: Dagsordenspunkt, dokumenter: Sequence[Dokument]) -> None:
    """The item's annexes in this order: documents of its own case that the user may see. Raises MoedeAfvist.

    A confidential annex in an open item stays confidential: the document's own level decides who sees it.
    """
    require_keeper(bruger)
    allowed = set(adgang.visible_dokumenter(bruger).filter(sag=punkt.sag_id).values_list("pk", flat=True))
    if any(item.pk not in allowed for item in dokumenter):
        raise MoedeAfvist({"bilag": "Et bilag skal være et dokument på punktets egen sag."})
    with locked_moede(punkt.moede) as locked:
        _refuse_finished(locked)
        punkt.bilag.all().delete()
        Punktbilag.objects.bulk_create(
            Punktbilag(punkt=punkt, nummer=number, dokument=item)
            for number, item in enumerate(dokumenter, start=1)
        )
        _tell(bruger, punkt, "bilag_valgt", f"har fået {len(dokumenter)} bilag")


def _tell(bruger: Bruger, punkt: Dagsordenspunkt, art: str, words: str) -> None:
    """In the case's journal, or in the system's where the item is no case."""
    moede = punkt.moede
    text = f"Punkt {punkt.nummer} på {moede.organ_navn}s møde den {moede.dato:%d.%m.%Y} {words}."
    chain = locked_journal(punkt.sag, bruger) if punkt.sag else system_journal(bruger)
    with chain as journal:
        journal.append(art, text, {"moede": moede.pk, "punkt": punkt.pk})


def _next_number(moede: Moede) -> int:
    return (moede.punkter.aggregate(sidste=Max("nummer"))["sidste"] or 0) + 1


def _refuse_finished(moede: Moede) -> None:
    if moede.afsluttet:
        raise MoedeAfvist({"moede": HELD})


def _refuse_open(sag: Sag | None, lukket: bool) -> None:
    """An open case's decision is public by itself; behind a closed item it would not stay there."""
    if lukket and sag is not None and sag.fortrolighed == Fortrolighed.AABEN:
        raise MoedeAfvist(
            {
                "lukket": "En åben sags beslutninger er offentlige. Gør sagen intern eller fortrolig, før punktet lukkes."
            }
        )


def _waiting(sag: Sag, trin: str, moede: Moede) -> Ventetrin:
    found = Ventetrin.objects.filter(sag=sag, trin=trin).first()
    if found is not None and found.organ == moede.organ:
        return found
    if found is not None:
        raise MoedeAfvist(
            {
                "trin": f"“{found.trin_navn}” venter på {aktoer_navn(found.organ, moede.dato)}, ikke på {moede.organ_navn}."
            }
        )
    forloeb = load_forloeb(sag)
    step = forloeb.sagsgang.efter_id.get(trin)
    if step is None:
        raise MoedeAfvist({"trin": f"Trinnet “{trin}” findes ikke i sagens forløb."})
    missing = [forloeb.sagsgang.efter_id[key].navn for key in forloeb.tilstand.trin[trin].venter_paa]
    reason = f" Først skal være på plads: {'; '.join(missing)}." if missing else ""
    raise MoedeAfvist({"trin": f"“{step.navn}” kan ikke behandles nu.{reason}"})


def _refuse_elsewhere(sag: Sag, trin: str) -> None:
    other = (
        Dagsordenspunkt.objects.filter(
            sag=sag, trin=trin, udgaaet="", udfald__isnull=True, moede__aflyst__isnull=True
        )
        .select_related("moede")
        .first()
    )
    if other is not None:
        raise MoedeAfvist(
            {"trin": f"Trinnet står allerede på dagsordenen: {other.moede}, punkt {other.nummer}."}
        )


def _refuse_failing(sag: Sag, trin: str) -> None:
    """The step's checks must not say no, unless the step allows a dispensation, which the body itself gives."""
    forloeb = load_forloeb(sag)
    step = forloeb.sagsgang.efter_id[trin]
    failing = [
        svar
        for svar in run_kontroller(forloeb, step, timezone.localdate())
        if svar.udfald == "nej" and svar.id not in step.dispensation_mulig
    ]
    if failing:
        reasons = " ".join(f"{svar.titel}: {svar.forklaring}" for svar in failing)
        raise MoedeAfvist({"trin": f"“{step.navn}” kan ikke sættes på dagsordenen. {reasons}"})
