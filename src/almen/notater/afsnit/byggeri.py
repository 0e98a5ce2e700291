"""New building and renovation: who decides what in which order, what is under way, frames and guarantees (M14–M19)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from almen.byggeri.selectors.aabne_tal import open_exposure, open_pipeline, open_renoveringer, rammer_of
from almen.grundlag.selectors.vej import find_adopted_vej
from almen.notater.stykke import Grundlag, Skrivning, Stykke
from almen.organisationer.selectors import current_profil
from almen.papirer import Kilde, Raekke, Tabel, Tegning, Tekst
from almen.regler.dansk import format_dato, format_kroner
from almen.sagsgang.tegning import draw_svg
from almen.sagsgang.vej import Vej, VejFejl
from almen.ui.formater import antal, heltal

VEJE: tuple[tuple[str, str, Mapping[str, Collection[str]]], ...] = (
    ("Nye familie- og ungdomsboliger", "nybyggeri", {"boligtype": ["familie", "ungdom"]}),
    ("Nye ældre- og plejeboliger", "nybyggeri", {"boligtype": ["aeldre", "pleje"]}),
)
RENOVERING: tuple[str, str, Mapping[str, Collection[str]]] = (
    "Renovering og fysiske helhedsplaner",
    "renovering",
    {},
)
TRIN = (
    "Skema A: byggeriet godkendes.",
    "Skema B: byggeriet kan gå i gang.",
    "Skema C: byggeriet og regnskabet godkendes endeligt.",
)


def nybyggeri(grundlag: Grundlag) -> Sequence[Stykke]:
    """The three steps, the frames, what is under way, and the routes drawn."""
    out = Skrivning("Nye almene boliger")
    out.say(Tekst("Støtte til nye almene boliger gives i tre trin:"))
    out.punkter.extend(Tekst(item) for item in TRIN)
    parts = [out.done(), _frames(grundlag), _under_way(grundlag)]
    return [*parts, *(_route(*item, grundlag) for item in VEJE)]


def _frames(grundlag: Grundlag) -> Stykke:
    out = Skrivning("Grundkapital og garantier", niveau=2)
    frames = rammer_of(grundlag.aar)
    rows = tuple(
        Raekke(
            (
                ramme.get_formaal_display(),
                *(
                    "ikke registreret" if value is None else format_kroner(value)
                    for value in (ramme.beloeb, ramme.reserveret, ramme.tilsagn, ramme.tilbage)
                ),
            ),
            (Kilde(f"Grundkapitalrammen {grundlag.aar}", ramme.kilde, "/byggeri/grundkapital/"),),
        )
        for ramme in frames
    )
    if rows:
        out.tabeller.append(
            Tabel(
                f"Grundkapital {grundlag.aar}",
                ("Formål", "Ramme", "Reserveret", "Tilsagn", "Tilbage"),
                rows,
            )
        )
        out.demo = any(ramme.demo for ramme in frames)
    else:
        out.lacks(f"grundkapitalrammer for {grundlag.aar}")
    exposure = open_exposure()
    if exposure.antal:
        out.demo = out.demo or exposure.demo
        out.say(
            Tekst(
                f"Kommunen har givet {antal(exposure.antal, 'garanti', 'garantier')} for "
                f"{format_kroner(exposure.brutto)}, netto {format_kroner(exposure.netto)} efter regaranti.",
                (Kilde("Garantiregistret", format_dato(grundlag.dato), "/byggeri/garantier/"),),
            )
        )
    else:
        out.lacks("garantier")
    return out.done()


def _under_way(grundlag: Grundlag) -> Stykke:
    out = Skrivning("Boliger på vej", niveau=2)
    phases, out.demo = open_pipeline()
    if not sum(item.sager for item in phases):
        out.lacks("sager om nybyggeri")
        return out.done()
    source = (Kilde("Sager om nybyggeri", format_dato(grundlag.dato), "/byggeri/"),)
    out.tabeller.append(
        Tabel(
            f"Boliger på vej den {format_dato(grundlag.dato)}",
            ("Fase", "Sager", "Boliger"),
            tuple(Raekke((item.navn, heltal(item.sager), heltal(item.boliger)), source) for item in phases),
        )
    )
    if unknown := sum(item.uden_antal for item in phases):
        out.say(
            Tekst(
                f"{antal(unknown, 'sag siger', 'sager siger')} ikke, hvor mange boliger den handler om.",
                source,
            )
        )
    return out.done()


def renovering(grundlag: Grundlag) -> Sequence[Stykke]:
    """Renovation: what the plans cover, how many cases, and the route drawn."""
    out = Skrivning("Renovering og fysiske helhedsplaner")
    out.say(
        Tekst(
            "En fysisk helhedsplan er for en afdeling med problemer i bygninger, husleje eller sociale forhold. Den følger de "
            "samme tre skemaer."
        )
    )
    number, demo = open_renoveringer()
    if number:
        out.demo = demo
        out.say(
            Tekst(
                f"Der er {antal(number, 'sag', 'sager')} om renovering i gang.",
                (Kilde("Sager om renovering", format_dato(grundlag.dato), "/byggeri/renovering/"),),
            )
        )
    else:
        out.lacks("sager om renovering i gang")
    return [out.done(), _route(*RENOVERING, grundlag)]


def _route(navn: str, sagstype: str, fakta: Mapping[str, Collection[str]], grundlag: Grundlag) -> Stykke:
    """Who decides what, as words and drawn; a day without a route says so."""
    out = Skrivning(f"Hvem beslutter: {navn.lower()}", niveau=2)
    try:
        vej = find_adopted_vej(sagstype, fakta, grundlag.dato)
    except VejFejl as error:
        out.lacks(f"beslutningsvejen for {navn.lower()} ({error})")
        return out.done()
    profil = current_profil()
    unsure = "" if vej.sikkerhed == "sikker" else f" Dagen, vejen gælder fra, er {vej.sikkerhed}."
    kilde = Kilde(
        f"Sagsgang {vej.sagsgang.sagstype} {vej.sagsgang.version}",
        vej.sagsgang.vedtaget.kilde,
        "/hvem-beslutter/",
    )
    out.say(
        Tekst(f"Vejen gælder fra {format_dato(vej.sagsgang.gyldig_fra)}.{unsure}", (kilde,)),
    )
    out.punkter.extend(_step(vej, number) for number in range(len(vej.trin)))
    words = "; ".join(f"{item.aktoer_navn}: {item.trin.navn}" for item in vej.trin)
    svg = draw_svg(vej.as_sagsgang(), None, profil, grundlag.dato)
    out.tegninger.append(Tegning(f"Vejen for {navn.lower()}", f"Trinene i rækkefølge. {words}.", svg))
    return out.done()


def _step(vej: Vej, number: int) -> Tekst:
    item = vej.trin[number]
    notes = [item.aktoer_navn]
    if item.trin.valgfrit:
        notes.append("valgfrit")
    if item.trin.sikkerhed != "sikker":
        notes.append(item.trin.sikkerhed)
    return Tekst(f"{item.trin.navn} ({', '.join(notes)}).")
