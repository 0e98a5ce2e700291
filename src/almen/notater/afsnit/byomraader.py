"""Vulnerable areas and the plans for them (M20–M29): classes, the policy, and the plans of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum

from almen.aarshjul.selectors import stand_of_year
from almen.notater.afsnit.styring import HJUL
from almen.notater.stykke import Grundlag, Skrivning, Stykke
from almen.omraader.klasser import klasse_navn
from almen.omraader.models import Omraadestand
from almen.organisationer.selectors import current_profil
from almen.papirer import Kilde, Raekke, Tabel, Tekst
from almen.planer.models import Plan, Planart, Politik, Strategi
from almen.planer.selectors.plan import running_on
from almen.regler.dansk import format_dato, format_kroner
from almen.regler.omraadehistorie import RANGORDEN
from almen.sager.models import Fortrolighed
from almen.ui.formater import decimal

BOLIGSOCIAL = {
    "boligsocial_kommune_mindst": "kommunen",
    "boligsocial_boligorganisation_mindst": "boligorganisationen",
}
UKENDT = "ikke oplyst"


def _omraader(grundlag: Grundlag) -> Stykke:
    """The municipality's areas by class on the latest list; the published class where there is one, else the computed."""
    out = Skrivning("Områder på statens lister", niveau=2)
    stande = list(
        Omraadestand.objects.filter(
            seneste=True, omraade__kommune=current_profil().kort_navn, liste__lte=grundlag.dato
        )
        .exclude(hovedklasse="")
        .select_related("omraade")
        .order_by("omraade__navn")
    )
    if not stande:
        out.lacks("områdernes klasser på statens lister")
        return out.done()
    latest = max(item.liste for item in stande)
    shown = sorted(
        (item for item in stande if item.liste == latest),
        key=lambda item: (RANGORDEN.index(item.hovedklasse), item.omraade.navn),
    )
    out.demo = any(item.demo for item in shown)
    out.say(
        Tekst(
            f"På listen fra {format_dato(latest)} har {len(shown)} af kommunens områder en klasse. Den offentliggjorte klasse gælder; "
            "hvor der ingen er, er klassen beregnet af tallene."
        )
    )
    rows = tuple(
        Raekke(
            (
                item.omraade.navn,
                klasse_navn(item.hovedklasse, item.liste),
                "beregnet" if item.offentliggjort is None else "offentliggjort",
                _state(item),
            ),
            (Kilde(f"Området {item.omraade}", "", item.omraade.get_absolute_url()),),
        )
        for item in shown
    )
    out.tabeller.append(
        Tabel(
            "Områder med en klasse", ("Område", "Klasse", "Klassen er", "Beregning og liste"), rows, tal=False
        )
    )
    return out.done()


def _state(item: Omraadestand) -> str:
    if item.offentliggjort is None:
        return "kun beregnet"
    return "uenige" if item.uenig else "enige"


def politik(grundlag: Grundlag) -> Sequence[Stykke]:
    """The policy across the departments with its goals and areas, and its handleplaner."""
    out = Skrivning("Politik for udsatte byområder")
    _departments(out)
    in_force = Politik.objects.filter(fra__lte=grundlag.dato, til__gte=grundlag.dato)
    found = in_force.exclude(sag__fortrolighed=Fortrolighed.FORTROLIG).first()
    if found is None:
        out.lacks("politikkens mål, områder og handleplaner")
        return [out.done(), _omraader(grundlag)]
    kilde = (Kilde(found.navn, found.kilde, found.get_absolute_url()),)
    out.demo = found.demo
    unsure = "" if found.sikkerhed == "sikker" else f" Kilden er {found.sikkerhed}."
    out.say(
        Tekst(
            f"{found.navn} gælder {format_dato(found.fra)} – {format_dato(found.til)}. Den peger på "
            f"{found.udpegninger.count()} områder.{unsure}",
            kilde,
        )
    )
    out.punkter += [Tekst(f"{item}.", kilde) for item in found.maal.all()]
    _plan_table(out, "Handleplaner", Planart.HANDLEPLAN, grundlag)
    for aar in (grundlag.aar, grundlag.aar + 1):
        stand = stand_of_year("handleplan", aar, grundlag.dato)
        if stand is not None:
            out.say(Tekst(f"{stand.navn}: næste frist er {format_dato(stand.frist)}.", (HJUL,)))
            break
    return [out.done(), _omraader(grundlag)]


def _departments(out: Skrivning) -> None:
    departments = current_profil().forvaltninger
    if not departments:
        return
    names = ", ".join(item.kort for item in departments)
    unsure = [item.kort for item in departments if item.sikkerhed != "sikker"]
    note = f" Usikkert er {', '.join(unsure)}." if unsure else ""
    out.say(
        Tekst(
            f"Politikken går på tværs af {len(departments)} forvaltninger: {names}.{note}",
            (Kilde("Kommunens profil: forvaltninger"),),
        )
    )


def boligsociale_planer(grundlag: Grundlag) -> Sequence[Stykke]:
    """Plans for social work: who pays at least what, and the plans that run."""
    out = Skrivning("Boligsociale helhedsplaner")
    for id_, hvem in BOLIGSOCIAL.items():
        praksis = current_profil().praksis_on(id_, grundlag.dato)
        if praksis and praksis.vaerdier:
            out.say(
                Tekst(
                    f"Efter kommunens praksis betaler {hvem} mindst {decimal(praksis.vaerdier[0])} pct. af en plan.",
                    (Kilde(praksis.navn, praksis.kilde),),
                )
            )
    if not _plan_table(out, "Boligsociale helhedsplaner, der løber", Planart.HELHEDSPLAN, grundlag):
        out.lacks("boligsociale helhedsplaner, deres budget og indhold")
    return [out.done()]


def forandringsplaner(grundlag: Grundlag) -> Sequence[Stykke]:
    """Strategic plans for the most vulnerable areas: the municipality's own and the statutory ones."""
    out = Skrivning("Forandringsplaner")
    own = _plan_table(out, "Forandringsplaner, der løber", Planart.FORANDRINGSPLAN, grundlag)
    statutory = _plan_table(out, "Udviklingsplaner (§ 168 a)", Planart.UDVIKLINGSPLAN, grundlag)
    if not own and not statutory:
        out.lacks("forandringsplaner og udviklingsplaner")
    return [out.done()]


def omraadefornyelser(grundlag: Grundlag) -> Sequence[Stykke]:
    """Kvarterplaner."""
    out = Skrivning("Områdefornyelser")
    if not _plan_table(out, "Kvarterplaner, der løber", Planart.KVARTERPLAN, grundlag):
        out.lacks("områdefornyelser og kvarterplaner")
    return [out.done()]


def strategi(grundlag: Grundlag) -> Sequence[Stykke]:
    """The strategies that plans and bases point to."""
    out = Skrivning("Ophæng i strategi og vision")
    found = list(Strategi.objects.all())
    if not found:
        out.lacks("de strategier, som området hænger op på")
        return [out.done()]
    out.demo = any(item.demo for item in found)
    for item in found:
        unsure = "" if item.sikkerhed == "sikker" else f" ({item.sikkerhed})"
        about = f": {item.beskrivelse.rstrip('.')}" if item.beskrivelse else ""
        out.punkter.append(
            Tekst(f"{item.navn}{about}{unsure}.", (Kilde(item.navn, item.kilde, item.get_absolute_url()),))
        )
    return [out.done()]


def _plan_table(out: Skrivning, titel: str, art: Planart, grundlag: Grundlag) -> bool:
    """Adds the running plans of a kind as a table, confidential cases left out; False where there is none."""
    plans = list(
        Plan.objects.filter(running_on(grundlag.dato), art=art)
        .exclude(sag__fortrolighed=Fortrolighed.FORTROLIG)
        .select_related("sag")
        .prefetch_related("omraader")
        .annotate(betales=Sum("finansiering__beloeb"))
        .order_by("til", "navn")
    )
    if not plans:
        return False
    out.demo = out.demo or any(plan.sag.demo for plan in plans)
    rows = tuple(
        Raekke(
            (
                plan.navn,
                ", ".join(sorted(item.navn for item in plan.omraader.all())) or "hele kommunen",
                f"{plan.fra:%Y}–{plan.til:%Y}" if plan.fra and plan.til else UKENDT,
                UKENDT if plan.betales is None else format_kroner(plan.betales),
            ),
            (Kilde(f"Sag {plan.sag.nummer}", plan.kilde, plan.get_absolute_url()),),
        )
        for plan in plans
    )
    out.tabeller.append(Tabel(titel, ("Plan", "Områder", "Periode", "Finansieret"), rows, tal=False))
    return True
