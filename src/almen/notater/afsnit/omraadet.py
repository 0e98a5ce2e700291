"""What the area is: its share of the committee's work, of the stock, and of what is built (M1, M2, M3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from almen.boligmasse.billede import Aarssaet
from almen.boligmasse.billede import Kilde as Talkilde
from almen.boligmasse.models import Emne
from almen.boligmasse.selectors import completed_since, saet_of
from almen.notater.stykke import Grundlag, Skrivning, Stykke
from almen.organisationer.selectors import aktoer_navn
from almen.papirer import Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato
from almen.udvalg.selectors.andel import Andelslinje, held_moeder, share_band, share_lines, watched_organer
from almen.ui.formater import antal, decimal

ALMEN = "almen"


def resume(grundlag: Grundlag) -> Sequence[Stykke]:
    """What the note is, and how much of the committee's work the area is."""
    out = Skrivning("Resume")
    out.say(
        Tekst(
            "Notatet introducerer området almene boliger: hvad der bygges og renoveres, hvem der beslutter hvad, tilsynet, "
            f"udlejningen og planerne for udsatte byområder. Tallene er trukket den {format_dato(grundlag.dato)}. Hvor systemet "
            "ingen data har, står det i afsnittet. Fortrolige sager er ikke talt med; de indgår kun i dagsordenernes antal punkter "
            "og i summerne af kommunens rammer, som ellers ikke ville være rigtige."
        )
    )
    for organ in watched_organer():
        _share_of(out, organ.id, grundlag)
    return [out.done()]


def _share_of(out: Skrivning, organ: str, grundlag: Grundlag) -> None:
    band = share_band(grundlag.dato)
    moeder = [item for item in held_moeder(organ) if item.tal.dato <= grundlag.dato]
    lines = {line.periode.fra.year: line for line in share_lines(moeder, "aar", band.baand)}
    name = aktoer_navn(organ, min(grundlag.dato, dt.date(grundlag.aar, 12, 31)))
    line = lines.get(grundlag.aar)
    if line is None or line.almene is None:
        out.lacks(f"hvor stor en del af sagerne i {name} i {grundlag.aar} der var om almene boliger")
        return
    out.demo = out.demo or any(item.moede.demo for item in moeder if item.tal.dato.year == grundlag.aar)
    out.say(Tekst(_share_text(name, grundlag.aar, line), (_share_source(organ, grundlag.aar),)))
    if band.baand and band.praksis:
        out.say(
            Tekst(
                f"Andelen plejer at ligge mellem {decimal(band.baand.fra)} og {decimal(band.baand.til)} pct. "
                f"I {grundlag.aar} er den {line.plads_navn.lower()}.",
                (Kilde("Kommunens profil: båndet for andelen", band.praksis.kilde, "/moeder/andel/"),),
            )
        )


def _share_text(name: str, aar: int, line: Andelslinje) -> str:
    text = (
        f"Almene boliger var {decimal(line.andel.pct)} pct. af sagerne i {name} i {aar}: {line.almene} af {line.i_alt} "
        f"på {antal(line.andel.moeder, 'møde', 'møder')}."
    )
    if line.andel.udeladt:
        text += (
            f" {antal(line.andel.udeladt, 'møde', 'møder')} er ikke med, fordi de andre sager ikke er talt."
        )
    return text


def _share_source(organ: str, aar: int) -> Kilde:
    return Kilde("Møder og dagsordener", f"{aar}", f"/moeder/andel/?organ={organ}&niveau=aar")


def introduktion(grundlag: Grundlag) -> Sequence[Stykke]:
    """The stock by tenure, what has been completed, and figures that do not add up."""
    out = Skrivning("Introduktion til området")
    out.say(
        Tekst(
            "Almene boliger er med til at give byen boliger, som husstande med forskellige indkomster kan betale. Kommunen, "
            "boligorganisationerne og beboerne er tæt sammen om områderne."
        )
    )
    _stock(out, grundlag)
    _completed(out, grundlag)
    return [out.done()]


def _stock(out: Skrivning, grundlag: Grundlag) -> None:
    known = [item for item in saet_of(til=grundlag.aar, emne=Emne.BESTAND) if item.sum is not None]
    if not known:
        out.lacks("boligmassen efter ejerform")
        return
    shares = known[-1]
    kilder = _sources(shares.kilder)
    rows = tuple(
        Raekke((item.navn, f"{decimal(item.andel)} pct."), kilder)
        for item in shares.andele
        if item.andel is not None
    )
    out.demo = out.demo or shares.demo
    almen = shares.get(ALMEN)
    if almen is not None and almen.andel is not None:
        out.say(
            Tekst(f"I {shares.aar} var {decimal(almen.andel)} pct. af boligerne i kommunen almene.", kilder)
        )
    out.tabeller.append(Tabel(f"Boligmassen efter ejerform, {shares.aar}", ("Ejerform", "Andel"), rows))
    if shares.advarsel is not None:
        out.say(
            Tekst(f"Vær opmærksom: {shares.advarsel.tekst} Tallene er gengivet, som kilden har dem.", kilder)
        )


def _completed(out: Skrivning, grundlag: Grundlag) -> None:
    sets = saet_of(til=grundlag.aar, emne=Emne.FAERDIGGJORT)
    if not sets:
        out.lacks("færdiggjorte boliger")
        return
    first = min(item.fra_aar for item in sets)
    found = completed_since(first, max(item.aar for item in sets))
    if found is None:
        out.lacks("færdiggjorte boliger")
        return
    kilder = _sources(found.kilder)
    out.demo = out.demo or any(row.demo for row in found.tal)
    for saet in found.offentliggjort:
        _printed(out, saet)
    period = found.beregnet
    if period.andel is not None:
        out.say(
            Tekst(
                f"Fra {period.fra} til {period.til} blev der færdiggjort {decimal(period.almene)} almene boliger af "
                f"{decimal(period.alle)} boliger i alt, svarende til {decimal(period.andel)} pct. (regnet ud af årenes tal).",
                kilder,
            )
        )
    elif period.mangler and found.tal:
        names = ", ".join(str(year) for year in period.mangler)
        out.say(Tekst(f"Årenes tal giver ingen samlet andel, for der mangler tal for {names}.", kilder))


def _printed(out: Skrivning, saet: Aarssaet) -> None:
    """What a source prints on the whole period, in its own figures."""
    almen = saet.get(ALMEN)
    if almen is None:
        return
    number = f"{decimal(almen.antal)} almene boliger" if almen.antal is not None else ""
    share = f"{decimal(almen.andel)} pct. af de nye boliger" if almen.andel is not None else ""
    told = " og ".join(filter(None, (number, share)))
    out.demo = out.demo or saet.demo
    out.say(Tekst(f"Offentliggjort for {saet.periode}: {told}.", _sources(saet.kilder)))


def _sources(kilder: Iterable[Talkilde]) -> tuple[Kilde, ...]:
    return tuple(Kilde(item.kilde, item.sikkerhed, item.adresse or "/boligmasse/") for item in kilder)
