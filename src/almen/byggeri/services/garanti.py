"""The guarantee register and land loans: proposals that decisions turn into commitments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from almen.byggeri.models import Garanti, Garantiformaal, Garantiramme, Grundkoebslaan
from almen.organisationer.models import Bruger
from almen.regler.dansk import format_kroner
from almen.regler.fejl import Fejl, RegelFejl, UgyldigtInput
from almen.regler.garanti import compute_garanti, compute_garanti_af_pct, compute_regaranti, pct_af_laan
from almen.regler.grundkoebslaan import compute_grundkoebslaan, split_grundkoebslaan
from almen.regler.inddata import SUM_HOEJST, check_sum, is_heltal
from almen.sager import adgang
from almen.sager.models import Sag
from almen.sager.services import locked_journal

NO_RIGHT = "Kun sagsbehandlere og ledere kan registrere garantier og lån."


def register_garanti(
    *,
    bruger: Bruger,
    sag: Sag,
    laan: int | None = None,
    brutto: int | None = None,
    ejendomsvaerdi: int | None = None,
    pct: Decimal | None = None,
    regaranti_pct: Decimal = Decimal(0),
    formaal: str = Garantiformaal.BOLIGER,
    laangiver: str = "",
    laanetype: str = "",
    loebetid_aar: int | None = None,
    kilde: str = "",
    note: str = "",
    garanti: Garanti | None = None,
) -> Garanti:
    """Registers a proposed guarantee, or completes `garanti`. Amounts in whole kroner.

    Without `brutto` the amount follows from `pct` of the loan, else from loan and lender's valuation (§ 127). A guarantee that has been
    decided can only be completed where its amount was not known. Raises UgyldigtInput, also beyond the
    case's frame.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    fejl = _check_garanti(laan, brutto, ejendomsvaerdi, regaranti_pct, formaal, loebetid_aar)
    if fejl:
        raise UgyldigtInput(fejl)
    if brutto is None and pct is not None and laan is not None:
        brutto = compute_garanti_af_pct(laan, pct).beloeb
    with locked_journal(sag, bruger) as journal:
        row = _row_for(sag, garanti)
        if brutto is None and laan is not None and ejendomsvaerdi is not None:
            brutto = compute_garanti(laan, ejendomsvaerdi).beloeb
        require_within_ramme(sag, brutto, row)
        row.laan, row.ejendomsvaerdi, row.brutto = laan, ejendomsvaerdi, brutto
        row.formaal, row.laangiver, row.laanetype = formaal, laangiver.strip(), laanetype.strip()
        row.loebetid_aar, row.kilde, row.note = loebetid_aar, kilde.strip(), note.strip()
        _derive(row, regaranti_pct)
        row.save()
        amount = format_kroner(brutto) if brutto is not None else "beløbet kendes ikke endnu"
        journal.append(
            "garanti",
            f"Garanti registreret ({Garantiformaal(formaal).label.lower()}): {amount}",
            {
                "garanti": row.pk,
                "laan": laan,
                "brutto": brutto,
                "regaranti": row.regaranti,
                "netto": row.netto,
            },
        )
    return row


def _row_for(sag: Sag, garanti: Garanti | None) -> Garanti:
    if garanti is None:
        return Garanti(sag=sag)
    row = Garanti.objects.get(pk=garanti.pk, sag=sag)
    if row.beslutning_nummer is not None and row.brutto is not None:
        raise UgyldigtInput(
            [
                Fejl(
                    "brutto",
                    "er besluttet og kan ikke ændres. Send sagen tilbage, hvis garantien skal være en anden",
                )
            ]
        )
    return row


def _derive(row: Garanti, regaranti_pct: Decimal) -> None:
    row.regaranti_pct, row.regaranti, row.netto, row.pct_af_laan = regaranti_pct, 0, None, None
    if row.brutto is None:
        return
    row.netto = row.brutto
    if regaranti_pct and row.brutto:
        shared = compute_regaranti(row.brutto, regaranti_pct)
        row.regaranti, row.netto = shared.regaranti, shared.netto
    if row.laan:
        row.pct_af_laan = pct_af_laan(row.brutto, row.laan)


def _check_garanti(
    laan: int | None,
    brutto: int | None,
    ejendomsvaerdi: int | None,
    regaranti_pct: Decimal,
    formaal: str,
    loebetid_aar: int | None,
) -> list[Fejl]:
    fejl: list[Fejl] = []
    if laan is not None:
        fejl += check_sum("laan", laan)
    if ejendomsvaerdi is not None:
        fejl += check_sum("ejendomsvaerdi", ejendomsvaerdi)
    if brutto is not None and (not is_heltal(brutto) or not 0 <= brutto <= SUM_HOEJST):
        fejl.append(
            Fejl("brutto", f"er {brutto!r}; tilladt er hele kroner fra 0 til {format_kroner(SUM_HOEJST)}")
        )
    elif brutto is not None and not fejl and laan is not None and brutto > laan:
        fejl.append(
            Fejl("brutto", f"er {format_kroner(brutto)}; en garanti er højst lånet, {format_kroner(laan)}")
        )
    if (
        not isinstance(regaranti_pct, Decimal)
        or not regaranti_pct.is_finite()
        or not 0 <= regaranti_pct <= 100
    ):
        fejl.append(Fejl("regaranti_pct", f"er {regaranti_pct}; tilladt er 0 til 100"))
    if formaal not in Garantiformaal.values:
        fejl.append(Fejl("formaal", f"er »{formaal}«; tilladt er {', '.join(Garantiformaal.values)}"))
    if loebetid_aar is not None and not 1 <= loebetid_aar <= 100:
        fejl.append(Fejl("loebetid_aar", f"er {loebetid_aar}; tilladt er 1 til 100 år"))
    return fejl


@dataclass(frozen=True)
class Rammeforbrug:
    """The case's guarantee frame (None: unknown or not decided) and what its other guarantees come to, in
    kroner.
    """

    ramme: int | None
    brugt: int


def ramme_and_used(sag: Sag, leave_out: Garanti | None = None) -> Rammeforbrug:
    """The frame in force and the sum of the case's guarantees, one of them left out."""
    ramme = Garantiramme.objects.filter(sag=sag, ophaevet_af_beslutning__isnull=True).first()
    others = Garanti.objects.filter(sag=sag)
    if leave_out is not None and leave_out.pk:
        others = others.exclude(pk=leave_out.pk)
    return Rammeforbrug(ramme.beloeb if ramme else None, sum(row.brutto or 0 for row in others))


def require_within_ramme(sag: Sag, brutto: int | None, row: Garanti | None = None) -> None:
    """Raises UgyldigtInput if the guarantee would carry the case beyond its decided frame."""
    if brutto is None:
        return
    forbrug = ramme_and_used(sag, row)
    if forbrug.ramme is not None and forbrug.brugt + brutto > forbrug.ramme:
        tekst = (
            f"er {format_kroner(brutto)}; rammen er {format_kroner(forbrug.ramme)}, og sagens øvrige "
            f"garantier udgør {format_kroner(forbrug.brugt)}"
        )
        raise UgyldigtInput([Fejl("brutto", tekst)])


def register_grundkoebslaan(
    *,
    bruger: Bruger,
    sag: Sag,
    beloeb: int | None = None,
    kommune: int | None = None,
    fond: int | None = None,
    ansoegningsdato: dt.date | None = None,
    grundudgifter: int | None = None,
    maksimumsbeloeb_familie: int | None = None,
    lbf_tilsagn_dato: dt.date | None = None,
    kilde: str = "",
    note: str = "",
) -> Grundkoebslaan:
    """Registers a land loan: either `beloeb`, split by the statute on the day of application, or both parts
    as known.

    With land costs and maksimumsbeløb the ceiling is computed (§ 119 a). Raises UgyldigtInput.
    """
    adgang.require(adgang.may_edit_sag(bruger), NO_RIGHT)
    if beloeb is not None and kommune is None and fond is None:
        kommune, fond = _split(beloeb, ansoegningsdato)
    if kommune is None or fond is None:
        raise UgyldigtInput([Fejl("beloeb", "mangler; angiv lånet eller både kommunens og fondens andel")])
    parts = (("kommune", kommune), ("fond", fond))
    fejl = [fault for navn, value in parts if value != 0 for fault in check_sum(navn, value)]
    if not fejl and kommune + fond == 0:
        fejl = [Fejl("beloeb", "er 0; et grundkøbslån er mindst 1 kr.")]
    if fejl:
        raise UgyldigtInput(fejl)
    loft = _loft(grundudgifter, maksimumsbeloeb_familie, ansoegningsdato)
    if loft is not None and kommune + fond > loft:
        raise UgyldigtInput(
            [
                Fejl(
                    "beloeb",
                    f"er {format_kroner(kommune + fond)}; lånet kan højst være {format_kroner(loft)}",
                )
            ]
        )
    with locked_journal(sag, bruger) as journal:
        row = Grundkoebslaan.objects.create(
            sag=sag,
            ansoegningsdato=ansoegningsdato,
            grundudgifter=grundudgifter,
            loft=loft,
            kommune=kommune,
            fond=fond,
            lbf_tilsagn_dato=lbf_tilsagn_dato,
            kilde=kilde.strip(),
            note=note.strip(),
        )
        journal.append(
            "grundkoebslaan",
            f"Grundkøbslån registreret: kommunen {format_kroner(kommune)}, fonden {format_kroner(fond)}",
            {"grundkoebslaan": row.pk, "kommune": kommune, "fond": fond, "loft": loft},
        )
    return row


def _split(beloeb: int, ansoegningsdato: dt.date | None) -> tuple[int, int]:
    if ansoegningsdato is None:
        raise UgyldigtInput([Fejl("ansoegningsdato", "mangler; fordelingen følger ansøgningsdagen")])
    try:
        delt = split_grundkoebslaan(beloeb, ansoegningsdato)
    except UgyldigtInput:
        raise
    except RegelFejl as error:
        raise UgyldigtInput([Fejl("ansoegningsdato", str(error))]) from None
    return delt.kommune, delt.fond


def _loft(grundudgifter: int | None, maksimum: int | None, ansoegningsdato: dt.date | None) -> int | None:
    if grundudgifter is None or maksimum is None or ansoegningsdato is None:
        return None
    try:
        return compute_grundkoebslaan(grundudgifter, maksimum, ansoegningsdato).loft
    except UgyldigtInput:
        raise
    except RegelFejl as error:
        raise UgyldigtInput([Fejl("ansoegningsdato", str(error))]) from None
