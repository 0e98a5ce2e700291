"""Checks of renovations that routes name: the case's data put in the form of `regler.renovering`, which answers."""

from __future__ import annotations

import datetime as dt

from almen.byggeri.kontroller import JA, NEJ, UAFGJORT, as_svar, merge_svar
from almen.byggeri.models import Genhusning
from almen.byggeri.selectors.renovering import (
    femtedel_of,
    laan_dato,
    lejestigning_of,
    renovering_of,
    tal_of,
)
from almen.regler import renovering as regel
from almen.regler.dansk import format_kroner, format_procent, format_tal
from almen.regler.resultat import kilde_to_dict
from almen.sager.models import Sag
from almen.sagsgang.register import Kontrolsvar

NO_FIGURES = "Der er ingen tal for renoveringen endnu."


def oplysninger(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What is wrong, and where: no plan can be judged without."""
    data = renovering_of(sag)
    missing = []
    if not data.renovering.problemer:
        missing.append("problemtyper")
    if not data.afdelinger:
        missing.append("afdelinger")
    if not data.renovering.boliger:
        missing.append("antal boliger")
    titel = "Renoveringen er beskrevet"
    if missing:
        return Kontrolsvar("renovering_oplysninger", UAFGJORT, titel, f"Ikke oplyst: {', '.join(missing)}.")
    return Kontrolsvar(
        "renovering_oplysninger",
        JA,
        titel,
        f"{', '.join(data.renovering.problemnavne)}; {data.renovering.boliger} boliger.",
    )


def finansiering(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Works and what pays for them agree, and the supported loan is within the supported works."""
    data = renovering_of(sag)
    titel = "Finansieringen går op i arbejderne"
    if data.current is None:
        return Kontrolsvar("renovering_finansiering", UAFGJORT, titel, NO_FIGURES)
    tal = tal_of(data.current)
    answers = [regel.check_finansiering(tal)]
    if tal.stoettet_laan:
        answers.append(regel.check_stoettet_laan(tal, laan_dato(data, dato), data.parametre))
    return merge_svar("renovering_finansiering", titel, answers)


def loebetid(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The loans run no longer than their schemes allow."""
    data = renovering_of(sag)
    titel, current = "Lånenes løbetid", data.current
    if current is None:
        return Kontrolsvar("renovering_loebetid", UAFGJORT, titel, NO_FIGURES)
    parametre, day = data.parametre, laan_dato(data, dato)
    answers = [
        regel.check_loebetid(slags, getattr(current, f"loebetid_{slags}"), day, parametre)
        for slags in regel.LOEBETID
        if getattr(current, f"{slags}_laan")
    ]
    if not answers:
        return Kontrolsvar("renovering_loebetid", UAFGJORT, titel, "Lånene er ikke oplyst.")
    return merge_svar("renovering_loebetid", titel, answers)


def kapitaltilfoersel(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """What the municipality is asked for of a capital injection; it informs and never refuses."""
    data = renovering_of(sag)
    id_, titel = "renovering_kapitaltilfoersel", "Kommunens del af kapitaltilførslen"
    if data.current is None or data.current.kapitaltilfoersel is None:
        return Kontrolsvar(id_, UAFGJORT, titel, "Det er ikke oplyst, om der er en kapitaltilførsel.")
    delt = femtedel_of(data.current, data.parametre)
    if delt is None:
        return Kontrolsvar(id_, JA, titel, "Der er ingen kapitaltilførsel.")
    return Kontrolsvar(
        id_,
        UAFGJORT if delt.advarsler else JA,
        titel,
        " ".join(
            [
                f"Kommunen {format_kroner(delt.kommune)}, de øvrige {format_kroner(delt.oevrige)}.",
                *delt.advarsler,
            ]
        ),
        tuple(kilde_to_dict(kilde) for kilde in delt.kilder),
        {"kommune": str(delt.kommune), "oevrige": str(delt.oevrige)},
    )


def husleje(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The rent before and after is known, and how the residents voted."""
    data = renovering_of(sag)
    id_, titel = "renovering_husleje", "Huslejen og beboernes afstemning"
    rise = lejestigning_of(data.current)
    voted = data.renovering.beboere_godkendt
    if voted is False:
        return Kontrolsvar(id_, NEJ, titel, "Beboerne har stemt nej til renoveringen.")
    if rise is None or voted is None:
        missing = [
            tekst
            for tekst, lacks in (
                ("husleje før og efter", rise is None),
                ("beboernes afstemning", voted is None),
            )
            if lacks
        ]
        return Kontrolsvar(id_, UAFGJORT, titel, f"Ikke oplyst: {' og '.join(missing)}.")
    pct = "" if rise.pct is None else f" ({format_procent(rise.pct)})"
    return Kontrolsvar(
        id_,
        JA,
        titel,
        f"Fra {format_tal(rise.foer)} til {format_tal(rise.efter)} kr. pr. m² om året, "
        f"{format_tal(rise.kroner)} kr.{pct}. Beboerne har godkendt.",
        tal={"foer": str(rise.foer), "efter": str(rise.efter)},
    )


def genhusning(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """Whether tenants must move, and how many dwellings that concerns."""
    renovering = renovering_of(sag).renovering
    id_, titel = "renovering_genhusning", "Genhusningen er planlagt"
    if not renovering.genhusning:
        return Kontrolsvar(id_, UAFGJORT, titel, "Det er ikke oplyst, om beboere skal genhuses.")
    if renovering.genhusning == Genhusning.INGEN:
        return Kontrolsvar(id_, JA, titel, "Ingen skal genhuses.")
    if renovering.genhusning_boliger is None:
        return Kontrolsvar(
            id_,
            UAFGJORT,
            titel,
            f"{renovering.get_genhusning_display()}: antallet af boliger er ikke oplyst.",
        )
    return Kontrolsvar(
        id_,
        JA,
        titel,
        f"{renovering.get_genhusning_display()} for {renovering.genhusning_boliger} boliger.",
        tal={"boliger": str(renovering.genhusning_boliger)},
    )


def udbud(sag: Sag, dato: dt.date) -> Kontrolsvar:
    """The tender is no earlier than the temporary rule allows."""
    data = renovering_of(sag)
    return as_svar(
        "renovering_udbud",
        regel.check_udbud(data.renovering.lbf_tilsagn_dato, data.renovering.udbud_dato, data.parametre),
    )
