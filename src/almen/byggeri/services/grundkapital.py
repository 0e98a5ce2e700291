"""Frames of grundkapital, payments, and how decisions bind and free what a case needs."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from almen.byggeri.models import Formaal, Grundkapitalpost, Grundkapitalramme, Postart, Sikkerhed
from almen.byggeri.selectors.rammer import sums_of_sag
from almen.byggeri.services.hovedbog import Anledning, Bevaegelse, RammeOverskredet, write_poster
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.inddata import check_sum
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal, system_journal


def set_ramme(
    *,
    bruger: Bruger,
    aar: int,
    formaal: str,
    beloeb: int,
    vedtaget_af: str = "",
    vedtaget_dato: dt.date | None = None,
    kilde: str = "",
    sikkerhed: str = Sikkerhed.SIKKER,
    demo: bool = False,
) -> Grundkapitalramme:
    """Registers the year's frame (whole kroner), or changes it; the old amount stands in the system's
    journal.

    Raises UgyldigtInput, also when more is bound already than the new frame would hold.
    """
    adgang.require(adgang.may_adopt(bruger), "Kun ledere og administratorer kan registrere en ramme.")
    fejl = check_sum("beloeb", beloeb)
    if formaal not in Formaal.values:
        fejl.append(Fejl("formaal", f"er »{formaal}«; tilladt er {', '.join(Formaal.values)}"))
    if isinstance(aar, bool) or not isinstance(aar, int) or not 1990 <= aar <= 2099:
        fejl.append(Fejl("aar", f"er {aar}; tilladt er et årstal fra 1990 til 2099"))
    if sikkerhed not in Sikkerhed.values:
        fejl.append(Fejl("sikkerhed", f"er »{sikkerhed}«; tilladt er {', '.join(Sikkerhed.values)}"))
    if fejl:
        raise UgyldigtInput(fejl)
    with system_journal(bruger) as journal:
        ramme, _ = Grundkapitalramme.objects.get_or_create(aar=aar, formaal=formaal)
        before = ramme.beloeb
        ramme.beloeb, ramme.demo, ramme.sikkerhed = beloeb, demo, sikkerhed
        ramme.vedtaget_af, ramme.vedtaget_dato, ramme.kilde = (
            vedtaget_af.strip(),
            vedtaget_dato,
            kilde.strip(),
        )
        fields = ["beloeb", "demo", "sikkerhed", "vedtaget_af", "vedtaget_dato", "kilde"]
        try:
            with transaction.atomic():
                ramme.save(update_fields=fields)
        except IntegrityError:
            ramme.refresh_from_db()
            bound = ramme.bundet - ramme.tillaeg
            tekst = f"er {format_kroner(beloeb)}, men der er allerede bundet {format_kroner(bound)}"
            raise UgyldigtInput([Fejl("beloeb", tekst)]) from None
        journal.append(
            "ramme",
            f"Grundkapitalrammen {Formaal(formaal).label.lower()} {aar} er {format_kroner(beloeb)}",
            {"aar": aar, "formaal": formaal, "fra": before, "til": beloeb, "kilde": kilde},
        )
    return ramme


def register_udbetaling(
    *, bruger: Bruger, sag: Sag, beloeb: int, dato: dt.date, note: str = ""
) -> list[Grundkapitalpost]:
    """Records that Landsbyggefonden has called in `beloeb` (kroner) of the tilsagn, oldest frame first.

    Raises UgyldigtInput when it is more than what is committed and not yet paid.
    """
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan registrere udbetalinger.")
    if fejl := check_sum("beloeb", beloeb):
        raise UgyldigtInput(fejl)
    with locked_journal(sag, bruger) as journal:
        unpaid = {
            ramme: sums["tilsagn"] - sums["udbetalt"] for ramme, sums in sorted(sums_of_sag(sag).items())
        }
        available = sum(unpaid.values())
        if beloeb > available:
            tekst = (
                f"er {format_kroner(beloeb)}; der er tilsagn om {format_kroner(available)}, som ikke er "
                "udbetalt"
            )
            raise UgyldigtInput([Fejl("beloeb", tekst)])
        moves, rest = [], beloeb
        for ramme_id, amount in unpaid.items():
            part = min(amount, rest)
            moves.append(Bevaegelse(ramme_id, Postart.UDBETALT, part))
            rest -= part
        try:
            poster = write_poster(sag, bruger, moves, Anledning(dato, note=note))
        except RammeOverskredet as error:
            raise UgyldigtInput([Fejl("beloeb", str(error))]) from None
        journal.append(
            "grundkapital_udbetalt",
            f"Grundkapital udbetalt: {format_kroner(beloeb)}",
            {"beloeb": beloeb, "dato": dato, "note": note},
        )
    return poster
