"""How the municipality steers: supervision, administrationsgrundlag, and the letting agreement (M5–M13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.aarshjul.selectors import stand_of_year
from almen.grundlag.models import Grundlagsversion
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.selectors.delegation import delegationer
from almen.grundlag.selectors.versionsoversigt import grundlag_with_versions
from almen.grundlagssager.selectors import open_under_way
from almen.notater.stykke import Grundlag, Skrivning, Stykke
from almen.organisationer.selectors import active_organisationer, aktoer_navn
from almen.papirer import Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_tal
from almen.tilsyn.aarsramme import FOERSTE_AAR
from almen.tilsyn.models import Styringsdialog
from almen.tilsyn.selectors.optaelling import count_years
from almen.tilsyn.stilling import KALDER, NAVNE, Tilstand
from almen.udlejning.selectors.maaling import measure, total_of
from almen.udlejning.selectors.rammeaftale import agreement_on
from almen.udlejning.selectors.tal import measured_years
from almen.ui.formater import antal

STYRINGSDIALOG, UDLEJNINGSAFTALE = "styringsdialog", "udlejningsaftale"
HJUL = Kilde("Kommunens årshjul", "", "/aarshjul/")
# So many years back the note counts the dialogues.
DIALOGAAR = 4
DIALOGTILSTANDE = (
    Tilstand.UDFOERT,
    Tilstand.I_GANG,
    Tilstand.FORSINKET,
    Tilstand.MANGLER,
    Tilstand.IKKE_STARTET,
    Tilstand.KOMMER,
)


def tilsyn(grundlag: Grundlag) -> Sequence[Stykke]:
    """Whom the municipality supervises, and how far the year's styringsdialoger have come."""
    out = Skrivning("Tilsynet med de almene boligorganisationer")
    organisations = active_organisationer(grundlag.dato)
    if organisations:
        out.demo = any(item.demo for item in organisations)
        out.say(
            Tekst(
                f"Tilsynet omfatter {antal(len(organisations), 'boligorganisation', 'boligorganisationer')}. Det skal sikre en "
                "forsvarlig drift og føres mest på forkant, i en årlig styringsdialog med hver boligorganisation.",
                (Kilde("Boligorganisationer i systemet", format_dato(grundlag.dato), "/organisationer/"),),
            )
        )
    else:
        out.lacks("boligorganisationerne")
    _wheel(out, STYRINGSDIALOG, "styringsdialogerne", grundlag)
    _dialogues(out, grundlag)
    _delegations(out, grundlag)
    out.lacks("regnskaber og nøgletal i tilsynet")
    return [out.done()]


def _delegations(out: Skrivning, grundlag: Grundlag) -> None:
    """What has been left to whom (M5), with the decision that it rests on, or that its day has not been found."""
    in_force = [item for item in delegationer() if item.is_in_force(grundlag.dato)]
    if not in_force:
        out.lacks("udvalgets delegation af tilsynet")
    for item in in_force:
        giver, taker = (aktoer_navn(id_, grundlag.dato) for id_ in (item.fra_organ, item.til_aktoer))
        unsure = "" if item.sikkerhed == "sikker" else f" Oplysningen er {item.sikkerhed}."
        out.say(
            Tekst(
                f"{giver} har delegeret {item.navn[:1].lower()}{item.navn[1:]} til {taker}. {item.beslutning}.{unsure}",
                (Kilde(f"Delegation: {item.navn}", item.kilde, f"/delegationer/{item.kode}/"),),
            )
        )


def _dialogues(out: Skrivning, grundlag: Grundlag) -> None:
    """The dialogues of the last years by state; organisations whose dialogue is confidential are counted nowhere."""
    aar = range(max(FOERSTE_AAR, grundlag.aar - DIALOGAAR + 1), grundlag.aar + 1)
    counts = count_years(aar, grundlag.dato, uden_fortrolige=True)
    shown = [year for year in aar if any(counts[year][item] for item in DIALOGTILSTANDE)]
    if not shown:
        return
    rows = tuple(
        Raekke(
            (str(year), *(str(counts[year][item]) for item in DIALOGTILSTANDE)),
            (Kilde("Tilsynets oversigt", str(year), f"/tilsyn/?fra={year}&til={year}"),),
        )
        for year in shown
    )
    heads = ("År", *(NAVNE[item] for item in DIALOGTILSTANDE))
    out.tabeller.append(Tabel("Styringsdialoger efter år og tilstand", heads, rows, tal=False))
    lacking = sum(counts[year][item] for year in shown for item in KALDER)
    out.say(
        Tekst(
            "Ingen af årenes styringsdialoger mangler eller er forsinket."
            if not lacking
            else f"I de viste år er {lacking} styringsdialoger ikke registreret eller forsinket.",
            (Kilde("Tilsynets oversigt", "", f"/tilsyn/?fra={shown[0]}&til={shown[-1]}"),),
        )
    )
    out.demo = out.demo or Styringsdialog.objects.filter(aar__in=shown, sag__demo=True).exists()


def _wheel(out: Skrivning, punkt: str, navn: str, grundlag: Grundlag) -> None:
    stand = stand_of_year(punkt, grundlag.aar, grundlag.dato)
    if stand is None:
        out.lacks(f"{navn} i {grundlag.aar}")
        return
    counts = ", ".join(f"{number} {name.lower()}" for name, number in stand.antal)
    out.demo = out.demo or stand.demo
    unsure = "" if stand.sikkerhed == "sikker" else f" Fristen er {stand.sikkerhed}."
    out.say(
        Tekst(
            f"{stand.navn} {grundlag.aar}, frist {format_dato(stand.frist)}: {counts}.{unsure}",
            (HJUL, Kilde(stand.hjemmel, "", f"/aarshjul/?aar={grundlag.aar}")),
        )
    )


def administrationsgrundlag(grundlag: Grundlag) -> Sequence[Stykke]:
    """The bases in force, and what is under way to change them."""
    out = Skrivning("Administrationsgrundlag for alment byggeri")
    bases = [base for base, _ in grundlag_with_versions(grundlag.dato, kladder=False)]
    found = [(base, grundlagsversion_on(base.pk, grundlag.dato)) for base in bases]
    rows = tuple(_base_row(base.navn, version) for base, version in found if version is not None)
    if not rows:
        out.lacks("administrationsgrundlag")
        return [out.done()]
    out.say(
        Tekst(
            "Forvaltningen behandler sager om almene boliger efter administrationsgrundlag, som er vedtaget politisk. En "
            "ændring er selv en sag, og den gælder først, når den er vedtaget."
        )
    )
    out.tabeller.append(
        Tabel(
            f"I kraft den {format_dato(grundlag.dato)}",
            ("Grundlag", "Version", "Gælder fra", "Vedtaget af"),
            rows,
            tal=False,
        )
    )
    for titel, nummer, url, demo in open_under_way():
        out.demo = out.demo or demo
        out.punkter.append(Tekst(f"Under behandling: {titel}.", (Kilde(f"Sag {nummer}", "", url),)))
    return [out.done()]


def _base_row(navn: str, version: Grundlagsversion) -> Raekke:
    day = format_dato(version.vedtaget_dato) if version.vedtaget_dato else "dagen kendes ikke"
    unsure = "" if version.sikkerhed == "sikker" else f" ({version.sikkerhed})"
    body = aktoer_navn(version.vedtaget_af, version.vedtaget_dato or version.gyldig_fra)
    return Raekke(
        (navn, version.version, format_dato(version.gyldig_fra), f"{body}, {day}{unsure}"),
        (Kilde(f"{navn}, version {version.version}", version.kilde, "/grundlag/"),),
    )


def udlejningsaftale(grundlag: Grundlag) -> Sequence[Stykke]:
    """The agreement on letting: which is in force, when it is to be renewed, and what the last measurement showed."""
    out = Skrivning("Udlejningsaftalen")
    out.say(
        Tekst(
            "Udlejningsaftalen mellem kommunen og BL sætter rammerne for, hvordan almene familie- og ungdomsboliger lejes ud, "
            "og gennemføres i en aftale med hver boligorganisation."
        )
    )
    renewal = _renewal(grundlag.dato)
    if renewal is not None:
        out.say(
            Tekst(f"Næste aftale skal efter årshjulet være på plads senest {format_dato(renewal)}.", (HJUL,))
        )
    _agreement(out, grundlag)
    _lettings(out, grundlag)
    return [out.done()]


def _agreement(out: Skrivning, grundlag: Grundlag) -> None:
    """Which framework agreement is in force, and where its steps and shares stand."""
    aftale = agreement_on(grundlag.dato)
    if aftale is None:
        out.lacks("den gældende aftales kriterier, andele og de enkelte aftaler")
        return
    out.demo = out.demo or aftale.demo
    unsure = (
        "" if aftale.sikkerhed == "sikker" else f" Oplysningen er {aftale.get_sikkerhed_display().lower()}."
    )
    out.say(
        Tekst(
            f"{aftale.navn} gælder fra {format_dato(aftale.gyldig_fra)} til {format_dato(aftale.gyldig_til)}.{unsure}",
            (Kilde(aftale.navn, aftale.kilde, aftale.get_absolute_url()),),
        )
    )


def _lettings(out: Skrivning, grundlag: Grundlag) -> None:
    """How the dwellings were let in the last measured year until the note's, and how many afdelinger have answered."""
    years = [aar for aar in measured_years() if aar <= grundlag.aar]
    if not years:
        out.lacks("udlejningerne efter måde")
        return
    total = total_of(measure(years[0]))
    out.demo = out.demo or any(row.sted.demo for row in total.komplette)
    flexible = total.domme["fleksibel"]
    told = (
        f"I {years[0]} har {total.svaret} af {antal(total.afdelinger, 'afdeling', 'afdelinger')} oplyst, hvordan boligerne blev "
        f"lejet ud: {antal(total.i_alt, 'udlejning', 'udlejninger')}."
    )
    if flexible.andel is not None:
        agreed = "" if flexible.aftalt is None else f"; aftalt var {format_tal(flexible.aftalt)} pct."
        told += f" {format_tal(flexible.andel)} pct. blev lejet ud fleksibelt{agreed or '.'}"
    out.say(
        Tekst(told, (Kilde(f"Måling af udlejningen {years[0]}", "", f"/udlejning/maaling/?aar={years[0]}"),))
    )


def _renewal(dato: dt.date) -> dt.date | None:
    for aar in range(dato.year, dato.year + 5):
        stand = stand_of_year(UDLEJNINGSAFTALE, aar, dato)
        if stand is not None and stand.frist >= dato:
            return stand.frist
    return None
