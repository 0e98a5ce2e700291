"""What letters and indstillinger of building have in common: project, financing and guarantees as tables with sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from django.urls import reverse

from almen.byggeri.models import Garanti, Garantiramme
from almen.byggeri.selectors.beregning import compute_skema
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata
from almen.organisationer.models import Boligtype
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_kroner, format_m2, format_procent, format_tal, to_decimal
from almen.sager.breve import decision_source, parameter_source, to_fill
from almen.sager.models import Beslutning, Sag

IKKE_OPLYST = "ikke oplyst"
T = TypeVar("T")


def project_section(data: Projektdata, skema: Skemadata) -> Afsnit:
    kilde = (skema_source(skema),)
    rows = [
        Raekke(
            (
                Boligtype(item.projektdel.boligtype).label,
                or_unknown(item.antal, format_tal),
                or_unknown(item.bruttoareal_m2, format_m2),
                or_unknown(item.anskaffelsessum, format_kroner),
            ),
            kilde,
        )
        for item in skema.dele
    ]
    if len(rows) > 1:
        cells = (
            "I alt",
            or_unknown(skema.boliger, format_tal),
            or_unknown(skema.bruttoareal_m2, format_m2),
            or_unknown(skema.anskaffelsessum, format_kroner),
        )
        rows.append(Raekke(cells, kilde, er_sum=True))
    table = Tabel("", ("Boligtype", "Boliger", "Bruttoareal", "Anskaffelsessum"), tuple(rows))
    return Afsnit("Byggeriet", tabeller=(table,))


def financing_section(data: Projektdata, skema: Skemadata, dato: dt.date) -> Afsnit:
    """The split by the rules on the day of tilsagn, before it on `dato`; where it cannot be decided, why."""
    beregnet = compute_skema(data, skema, dato)
    if beregnet.finansiering is None:
        return Afsnit(
            "Finansiering",
            (
                Tekst(
                    f"{to_fill('finansieringen')} Den kan ikke beregnes: {beregnet.aarsag}",
                    (skema_source(skema),),
                ),
            ),
        )
    finansiering = beregnet.finansiering
    kilder = tuple(parameter_source(item) for item in finansiering.kilder)
    tables = []
    for del_ in finansiering.dele:
        rows = [
            Raekke(("Realkreditlån", format_procent(del_.laan_pct), format_kroner(del_.laan)), kilder),
            Raekke(
                (
                    "Kommunens grundkapital",
                    format_procent(del_.grundkapital_pct),
                    format_kroner(del_.grundkapital),
                ),
                kilder,
            ),
            Raekke(
                (
                    "Beboerindskud",
                    format_procent(del_.beboerindskud_pct),
                    format_kroner(del_.beboerindskud),
                ),
                kilder,
            ),
            Raekke(
                ("Anskaffelsessum", "", format_kroner(del_.anskaffelsessum)), (skema_source(skema),), True
            ),
        ]
        tables.append(Tabel(Boligtype(del_.boligtype).label, ("Post", "Andel", "Beløb"), tuple(rows)))
    return Afsnit(
        "Finansiering",
        tuple(Tekst(f"{to_fill('tag stilling til forbeholdet')} {item}") for item in finansiering.advarsler),
        tabeller=tuple(tables),
    )


def guarantee_section(garanti: Garanti, number: int, decisions: dict[int, Beslutning]) -> Afsnit:
    """The guarantee as the register has it; what is not known is marked."""
    register = register_source(garanti)
    decision = decisions.get(garanti.beslutning_nummer or 0)
    loebetid = f"{garanti.loebetid_aar} år" if garanti.loebetid_aar else ""
    rows = [
        ("Formål", garanti.get_formaal_display()),
        ("Långiver", garanti.laangiver),
        ("Lånetype", garanti.laanetype),
        ("Løbetid", loebetid),
        ("Lån", or_unknown(garanti.laan, format_kroner, "")),
        ("Garanti, brutto", or_unknown(garanti.brutto, format_kroner, "")),
        ("Garanti i procent af lånet", share_of_loan(garanti)),
        ("Regaranti fra Landsbyggefonden", _reguarantee(garanti)),
        ("Garanti, netto", or_unknown(garanti.netto, format_kroner, "")),
    ]
    table = Tabel(
        "",
        ("Garantien", "Vilkår"),
        (
            *(Raekke((navn, value or to_fill(navn.lower())), (register,)) for navn, value in rows),
            *([_decided_row(decision)] if decision else []),
        ),
    )
    return Afsnit(f"Garanti {number}" if number else "Garantien", tabeller=(table,))


def frame_section(ramme: Garantiramme | None, decisions: dict[int, Beslutning]) -> Afsnit:
    if ramme is None:
        return Afsnit("Garantiramme")
    decision = decisions.get(ramme.beslutning_nummer)
    who = decision.aktoer_navn if decision else "Kommunen"
    amount = format_kroner(ramme.beloeb) if ramme.beloeb is not None else f"{to_fill('rammens beløb')}."
    kilder = (ramme_source(ramme), *([decision_source(decision)] if decision else []))
    text = f"{who} har den {format_dato(ramme.dato)} fastsat, at sagens garantier højst kan være {amount}"
    return Afsnit("Garantiramme", (Tekst(text, kilder),))


def register_source(garanti: Garanti) -> Kilde:
    """The guarantee's row in the register."""
    nummer = garanti.sag.nummer
    return Kilde(
        f"Garantiregistret, sag {nummer}", garanti.kilde, f"{reverse('byggeri:garantier')}?q={nummer}"
    )


def project_url(sag: Sag) -> str:
    """The page of what is built: the project's or the renovation's."""
    return reverse(
        "byggeri:renovering" if sag.sagstype == "renovering" else "byggeri:projekt", args=[sag.nummer]
    )


def standing_frame(sag: Sag) -> Garantiramme | None:
    """The frame that the case's guarantees must stay within; None before one is decided."""
    frame = Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first()
    if frame is not None:
        frame.sag = sag
    return frame


def ramme_source(ramme: Garantiramme) -> Kilde:
    """The frame for the case's guarantees, and the decision that set it."""
    return Kilde(
        f"Garantirammen, {format_dato(ramme.dato)}",
        f"beslutning nr. {ramme.beslutning_nummer}",
        f"{ramme.sag.get_absolute_url()}#beslutning-{ramme.beslutning_nummer}",
    )


def skema_source(skema: Skemadata) -> Kilde:
    """A version of the project's figures, and the decision that fixed it."""
    fixed = skema.skema.laast_af_beslutning
    return Kilde(
        f"Skema {skema.skema.bogstav}, version {skema.skema.version}",
        f"låst af beslutning nr. {fixed}" if fixed else skema.skema.kilde,
        project_url(skema.skema.projekt.sag),
    )


def or_unknown(value: T | None, show: Callable[[T], str], unknown: str = IKKE_OPLYST) -> str:
    return unknown if value is None else show(value)


def _decided_row(decision: Beslutning) -> Raekke:
    text = f"{decision.aktoer_navn}, {format_dato(decision.dato)}"
    return Raekke(("Konkret beslutning", text), (decision_source(decision),))


def share_of_loan(garanti: Garanti) -> str:
    """As registered, else the guarantee over the loan with two decimals."""
    if garanti.pct_af_laan is not None:
        return format_procent(to_decimal(garanti.pct_af_laan))
    if garanti.brutto is None or not garanti.laan:
        return ""
    share = (Decimal(garanti.brutto) * 100 / garanti.laan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{format_procent(to_decimal(share))} (beregnet)"


def _reguarantee(garanti: Garanti) -> str:
    if not garanti.regaranti_pct:
        return "Ingen"
    return f"{format_kroner(garanti.regaranti)} ({format_procent(to_decimal(garanti.regaranti_pct))})"
