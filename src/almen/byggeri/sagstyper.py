"""What `byggeri` tells the engine: the case types *nybyggeri* and *renovering*, their checks and effects, and what its pages
say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from almen.byggeri import (
    indstilling,
    kontroller,
    renoveringskontroller,
    renoveringsvirkninger,
    skemakontroller,
    virkninger,
)
from almen.byggeri.breve import GARANTIERKLAERING, TILSAGNSBREV
from almen.byggeri.selectors.projektdata import projektdata_of
from almen.byggeri.selectors.renovering import oekonomi as renovering_oekonomi
from almen.byggeri.selectors.renovering import offentligt as renovering_offentligt
from almen.byggeri.selectors.renovering import renovering_of, tal_of
from almen.byggeri.selectors.sagsside import oekonomi, offentligt, oplysninger
from almen.organisationer.models import Boligtype
from almen.papirer import register_art
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Sagstype, Virkning

NYBYGGERI, RENOVERING = "nybyggeri", "renovering"


def fakta(sag: Sag) -> Mapping[str, Any]:
    """The facts that routes ask for: the dwelling types of the newest figures."""
    return {"boligtype": frozenset(projektdata_of(sag).current.boligtyper)}


def noegletal(sag: Sag) -> Mapping[str, Any]:
    """What the case list shows: dwellings, sum in kroner, types as ids parted by spaces, and text to search
    in.
    """
    data = projektdata_of(sag)
    current = data.current
    return {
        "boliger": current.boliger,
        "beloeb": current.anskaffelsessum,
        "boligtyper": " ".join(sorted(current.boligtyper)),
        "soegetekst": data.projekt.soegetekst,
    }


def _guarantee_to_register(sag: Sag) -> str:
    """Where the guarantee is registered before its decision; empty where one waits for it already."""
    waiting = sag.garantier.filter(beslutning_nummer__isnull=True).exists()  # type: ignore[attr-defined]
    return "" if waiting else reverse("byggeri:ny_garanti", args=[sag.nummer])


def renoveringsfakta(sag: Sag) -> Mapping[str, Any]:
    """The facts that routes of renovation ask for: whether a guarantee is applied for."""
    return {"garanti": "ja" if renovering_of(sag).renovering.garanti_soegt else "nej"}


def renoveringsnoegletal(sag: Sag) -> Mapping[str, Any]:
    """What the case list shows: dwellings, the works in kroner, and text to search in."""
    data = renovering_of(sag)
    return {
        "boliger": data.renovering.boliger,
        "beloeb": tal_of(data.current).arbejder if data.current else None,
        "soegetekst": f"{data.renovering.navn} {data.renovering.adresse}".strip(),
    }


def renoveringsoplysninger(sag: Sag) -> list[tuple[str, Any]]:
    """What the case page shows of the renovation."""
    renovering = renovering_of(sag).renovering
    rows: list[tuple[str, Any]] = [("Problemer", ", ".join(renovering.problemnavne) or "Ikke oplyst")]
    if renovering.boliger:
        rows.append(("Boliger", renovering.boliger))
    if renovering.genhusning:
        rows.append(("Genhusning", renovering.get_genhusning_display()))
    return rows


RENOVERINGSKONTROLLER: tuple[Kontrol, ...] = (
    Kontrol("renovering_oplysninger", "Renoveringen er beskrevet", renoveringskontroller.oplysninger),
    Kontrol("renovering_finansiering", "Finansieringen går op", renoveringskontroller.finansiering),
    Kontrol("renovering_loebetid", "Lånenes løbetid", renoveringskontroller.loebetid),
    Kontrol("renovering_kapitaltilfoersel", "Kapitaltilførsel", renoveringskontroller.kapitaltilfoersel),
    Kontrol("renovering_husleje", "Husleje og beboernes afstemning", renoveringskontroller.husleje),
    Kontrol("renovering_genhusning", "Genhusning", renoveringskontroller.genhusning),
    Kontrol("renovering_udbud", "Tidligste udbud", renoveringskontroller.udbud),
)

KONTROLLER: tuple[Kontrol, ...] = (
    *RENOVERINGSKONTROLLER,
    Kontrol("finansiering", "Finansieringen går op", kontroller.finansiering),
    Kontrol("maksimumsbeloeb", "Maksimumsbeløb", kontroller.maksimumsbeloeb),
    Kontrol("grundkapitalramme", "Grundkapitalramme", kontroller.grundkapitalramme, for_ansoeger=False),
    Kontrol("areal", "Boligernes størrelse", kontroller.areal),
    Kontrol("garantiramme", "Garantiramme", kontroller.garantiramme, for_ansoeger=False),
    Kontrol("bilag_skema_a", "Bilag til Skema A", skemakontroller.bilag_skema_a),
    Kontrol("bilag_skema_b", "Bilag til Skema B", skemakontroller.bilag_skema_b),
    Kontrol("bilag_skema_c", "Bilag til Skema C", skemakontroller.bilag_skema_c),
    Kontrol("frist_skema_b", "Frist for Skema B", skemakontroller.frist_skema_b),
    Kontrol("frist_skema_c", "Frist for Skema C", skemakontroller.frist_skema_c),
    Kontrol("aendring_a_b", "Ændringer fra A til B", skemakontroller.aendring_a_b),
    Kontrol("aendring_b_c", "Ændringer fra B til C", skemakontroller.aendring_b_c),
    Kontrol("gebyr", "Gebyr til staten", skemakontroller.gebyr),
    Kontrol("skaeringsdag", "Skæringsdag", skemakontroller.skaeringsdag),
    Kontrol("laangiver", "Långiver", skemakontroller.laangiver),
)

VIRKNINGER: tuple[Virkning, ...] = (
    Virkning(
        "reserver_grundkapital",
        "Grundkapital reserveres",
        virkninger.reserver_grundkapital,
        virkninger.undo_poster("reserver_grundkapital"),
    ),
    Virkning(
        "giv_tilsagn_grundkapital",
        "Tilsagn om grundkapital",
        virkninger.giv_tilsagn_grundkapital,
        virkninger.undo_tilsagn,
    ),
    Virkning(
        "reguler_grundkapital",
        "Grundkapital reguleres efter den endelige sum",
        virkninger.reguler_grundkapital,
        virkninger.undo_poster("reguler_grundkapital"),
    ),
    Virkning(
        "frigiv_grundkapital",
        "Resten af reservationen frigives",
        virkninger.frigiv_grundkapital,
        virkninger.undo_poster("frigiv_grundkapital"),
    ),
    Virkning(
        "registrer_garantiramme",
        "Garantirammen registreres",
        virkninger.registrer_garantiramme,
        virkninger.end_garantiramme,
        genstand="garanti",
    ),
    Virkning(
        "registrer_garanti",
        "Garantien stilles",
        virkninger.registrer_garanti,
        virkninger.undo_garanti,
        genstand="garanti",
        forbered=("Registrér garantien", _guarantee_to_register),
    ),
    Virkning(
        "registrer_grundkoebslaan",
        "Grundkøbslånet registreres",
        virkninger.registrer_grundkoebslaan,
        virkninger.undo_grundkoebslaan,
    ),
    *(
        Virkning(
            f"fastlaas_skema_{bogstav.lower()}",
            f"Skema {bogstav} låses",
            virkninger.fix_skema(bogstav),
            virkninger.unfix_skema(bogstav),
        )
        for bogstav in ("A", "B", "C")
    ),
    *(
        Virkning(
            f"fastlaas_renovering_{bogstav.lower()}",
            f"Renoveringens Skema {bogstav} låses",
            renoveringsvirkninger.fix_skema(bogstav),
            renoveringsvirkninger.unfix_skema(bogstav),
        )
        for bogstav in ("A", "B", "C")
    ),
)


def register() -> None:
    """Puts everything in the engine's register; called once when Django starts."""
    if NYBYGGERI in REGISTER.sagstyper:
        return
    REGISTER.register_sagstype(
        Sagstype(
            id=NYBYGGERI,
            navn="Nybyggeri",
            navn_flertal="Nybyggerier",
            fakta=fakta,
            faktadefinitioner=(Faktum("boligtype", "Boligtype", tuple(Boligtype.choices)),),
            noegletal=noegletal,
            side_url=lambda sag: reverse("byggeri:projekt", args=[sag.nummer]),
            ny_url=lambda: reverse("byggeri:ny"),
            oplysninger=oplysninger,
            oekonomi=oekonomi,
            indstilling=indstilling.nybyggeri,
            offentligt=offentligt,
            papirer=(TILSAGNSBREV,),
        )
    )
    REGISTER.register_sagstype(
        Sagstype(
            id=RENOVERING,
            navn="Renovering",
            navn_flertal="Renoveringer",
            fakta=renoveringsfakta,
            faktadefinitioner=(
                Faktum("garanti", "Søges der garanti", (("ja", "Ja"), ("nej", "Nej")), flere=False),
            ),
            noegletal=renoveringsnoegletal,
            side_navn="Renoveringen",
            side_url=lambda sag: reverse("byggeri:renovering", args=[sag.nummer]),
            ny_url=lambda: reverse("byggeri:ny_renovering"),
            oplysninger=renoveringsoplysninger,
            oekonomi=renovering_oekonomi,
            indstilling=indstilling.renovering,
            offentligt=renovering_offentligt,
        )
    )
    for kontrol in KONTROLLER:
        REGISTER.register_kontrol(kontrol)
    for virkning in VIRKNINGER:
        REGISTER.register_virkning(virkning)
    REGISTER.register_papir(GARANTIERKLAERING)
    REGISTER.register_genstand("garanti", indstilling.garanti)
    register_art("tilsagnsbrev", "Tilsagnsbrev")
    register_art("garantierklaering", "Garantierklæring")
