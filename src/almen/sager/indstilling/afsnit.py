"""The parts of an indstilling that every case has, composed from what is recorded; what is not is to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_tal, join_med
from almen.sager.breve import check_sources, decision_source, legal_basis, to_fill
from almen.sager.indstilling.indhold import sag_kilde, tabel_of_oekonomi
from almen.sager.models import Fortrolighed, Sag
from almen.sager.selectors.forloeb import Forloeb, deciding_step, steps_after
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import Kontrolsvar
from almen.sagsgang.udfald import Handling, Udfald, udfald_navn

PAPIR = "papir:"  # documents that are themselves papers are no annexes
SVAR = {"ja": "Ja", "nej": "Nej", "kan_ikke_afgoeres": "Kan ikke afgøres"}
_TASKS = {
    Handling.GODKENDER: "træffe afgørelse i {sag}",
    Handling.GIVER_TILSAGN: "tage stilling til tilsagn i {sag}",
    Handling.ANBEFALER: "behandle {sag} og sende sin anbefaling videre",
    Handling.INDSTILLER: "behandle {sag} og sende sin indstilling videre",
    Handling.AFGIVER_ERKLAERING: "afgive erklæring om {sag}; erklæringen er ikke en afgørelse",
    Handling.TAGER_TIL_EFTERRETNING: "orienteres om {sag}",
    Handling.DROEFTER: "drøfte {sag}",
}


def route_source(forloeb: Forloeb, trin: Trin) -> Kilde:
    """The route's step as a source: which version demands it, and by which law."""
    return Kilde(
        f"Sagsgangen {forloeb.sagstype.navn.lower()} {forloeb.sagsgang.version}: {trin.navn}",
        legal_basis(trin),
        reverse("sager:forloeb", args=[forloeb.sag.nummer]),
    )


def resume(forloeb: Forloeb, trin: Trin, dato: dt.date) -> Iterator[Tekst]:
    """Who must do what, about whose case."""
    sag, organ = forloeb.sag, aktoer_navn(trin.aktoer, dato)
    name = forloeb.sagstype.navn
    task = _TASKS.get(trin.handling, "behandle {sag}").format(
        sag=f"sagen “{sag.titel}” ({name[:1].lower()}{name[1:]})"
    )
    who = f" {_whose(forloeb)}." if sag.boligorganisation else ""
    yield Tekst(f"{organ} skal {task}.{who}", (route_source(forloeb, trin), sag_kilde(sag)))
    if trin.sikkerhed != "sikker":
        yield Tekst(
            to_fill(f"bekræft, at {organ} skal behandle sagen (sagsgangens sikkerhed: {trin.sikkerhed})")
        )


def problem(forloeb: Forloeb) -> Afsnit:
    """What is applied for, as the case has it; a case without a boligorganisation is the municipality's own."""
    sag = forloeb.sag
    who = f"{_whose(forloeb, ' kommunen')}. " if sag.boligorganisation else ""
    opened = Tekst(f"{who}Sagen blev åbnet den {format_dato(sag.aabnet_dato)}.", (sag_kilde(sag),))
    table = facts_table(forloeb)
    more = () if table else (Tekst(to_fill("hvad sagen drejer sig om")),)
    return Afsnit("", (opened, *more), tabeller=table)


def _whose(forloeb: Forloeb, hos: str = "") -> str:
    """That the boligorganisation has applied; where the case is the municipality's own, that it is about them."""
    organisation = forloeb.sag.boligorganisation
    return f"{organisation} har søgt{hos}" if forloeb.sagstype.ansoegt else f"Sagen angår {organisation}"


def facts_table(forloeb: Forloeb) -> tuple[Tabel, ...]:
    """The facts that the case page shows; nothing where there are none."""
    kilde = (sag_kilde(forloeb.sag),)
    oplysninger = forloeb.sagstype.oplysninger
    rows = [(str(label), _shown(value)) for label, value in (oplysninger(forloeb.sag) if oplysninger else ())]
    if not rows:
        return ()
    cells = tuple(Raekke((label, value or "ikke oplyst"), kilde) for label, value in rows)
    return (Tabel("Oplysninger om sagen", ("Oplysning", "Registreret"), cells, tal=False),)


def _shown(value: Any) -> str:
    return format_tal(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def checks(sag: Sag, svar: tuple[Kontrolsvar, ...], dato: dt.date) -> Afsnit:
    """What forvaltningen has checked, with the answers as of `dato`; a no is to be argued for."""
    if not svar:
        return Afsnit("")
    rows = tuple(
        Raekke((item.titel, SVAR[item.udfald], item.forklaring or "–"), check_sources(sag, item))
        for item in svar
    )
    texts = [Tekst(f"Forvaltningen har kontrolleret følgende pr. {format_dato(dato)}:")]
    texts += [
        Tekst(
            f"{item.titel}: {to_fill('hvorfor det indstilles alligevel' if item.udfald == 'nej' else 'tag stilling til det, der ikke kan afgøres')}"
        )
        for item in svar
        if item.udfald != "ja"
    ]
    return Afsnit(
        "", tuple(texts), tabeller=(Tabel("Kontroller", ("Kontrol", "Svar", "Begrundelse"), rows, tal=False),)
    )


def assessment() -> Tekst:
    """What only forvaltningen can say."""
    return Tekst(to_fill("forvaltningens vurdering og begrundelse for indstillingen"))


def economy(forloeb: Forloeb) -> Afsnit:
    """The case's amounts; without any it is for the case officer to say what it costs."""
    oekonomi = forloeb.sagstype.oekonomi
    tables = tabel_of_oekonomi(forloeb.sag, oekonomi(forloeb.sag) if oekonomi else None)
    texts = () if tables else (Tekst(to_fill("sagens økonomi for kommunen og boligorganisationen")),)
    return Afsnit("", texts, tabeller=tables)


def law(forloeb: Forloeb, trin: Trin) -> tuple[Tekst, ...]:
    """What the step rests on."""
    hjemmel = legal_basis(trin)
    if not hjemmel:
        return (Tekst(to_fill("retsgrundlaget")),)
    return (Tekst(f"Sagen behandles efter {hjemmel}.", (route_source(forloeb, trin),)),)


def competence(forloeb: Forloeb, trin: Trin, dato: dt.date) -> tuple[Tekst, ...]:
    """Who settles it in the end."""
    step = deciding_step(forloeb, trin)
    if step is None:
        return (Tekst(f"{aktoer_navn(trin.aktoer, dato)}.", (route_source(forloeb, trin),)),)
    return (Tekst(f"{aktoer_navn(step.aktoer, dato)}.", (route_source(forloeb, step),)),)


def earlier_decisions(forloeb: Forloeb) -> Afsnit:
    """What the bodies have decided in the case itself, in order."""
    papirer = current_profil().papirer
    rows = tuple(
        Raekke(
            (
                format_dato(item.dato),
                item.aktoer_navn,
                item.trin_navn,
                udfald_navn(item.handling, Udfald(item.udfald)),
            ),
            (decision_source(item),),
        )
        for item in forloeb.beslutninger
        if papirer is not None and papirer.form_for(item.aktoer) is not None
    )
    if not rows:
        return Afsnit(
            "",
            (
                Tekst(
                    "Der er ingen tidligere politiske beslutninger i sagen.",
                    (sag_kilde(forloeb.sag, "beslutninger"),),
                ),
            ),
        )
    table = Tabel("Tidligere behandlet", ("Dato", "Behandlet af", "Sag", "Beslutning"), rows, tal=False)
    return Afsnit("", tabeller=(table,))


def what_follows(forloeb: Forloeb, trin: Trin, dato: dt.date) -> Afsnit:
    """The steps that the route has left after this one."""
    steps = steps_after(forloeb, trin)
    if not steps:
        return Afsnit(
            "",
            (
                Tekst(
                    "Sagen er færdigbehandlet, når beslutningen er truffet.", (route_source(forloeb, trin),)
                ),
            ),
        )
    papirer = current_profil().papirer
    near = [
        item
        for item in steps
        if item.fase == trin.fase or (papirer is not None and papirer.form_for(item.aktoer) is not None)
    ]
    points = [
        Tekst(
            f"{_who_does(item, dato)}{' (kun hvis det er nødvendigt)' if item.valgfrit else ''}.",
            (route_source(forloeb, item),),
        )
        for item in near
    ]
    later = {item.fase for item in steps if item not in near}
    phases = [fase.navn for fase in forloeb.sagsgang.faser if fase.id in later]
    texts = [Tekst("Efter beslutningen følger:")] if points else []
    if phases:
        kilde = (route_source(forloeb, trin),)
        texts.insert(0, Tekst(f"Senere faser af sagen: {join_med(phases)}.", kilde))
    return Afsnit("", tuple(texts), tuple(points))


def _who_does(trin: Trin, dato: dt.date) -> str:
    """Who, and what; once where the step's name begins with who it is, by its name or as what it is ("Udvalget …")."""
    who = aktoer_navn(trin.aktoer, dato)
    first, _, rest = trin.navn.partition(" ")
    if first.lower() == trin.aktoer:
        return f"{who} {rest}"
    return trin.navn if trin.navn.startswith(who) else f"{who}: {trin.navn}"


def annexes(forloeb: Forloeb) -> Afsnit:
    """The case's documents that are open, and how many are confidential: the title of one may itself be."""
    points = []
    for dokument in forloeb.sag.dokumenter.exclude(art__startswith=PAPIR).order_by("id"):
        if dokument.fortrolighed == Fortrolighed.AABEN:
            points.append(Tekst(f"{dokument.titel} (åbent)", (sag_kilde(forloeb.sag, "dokumenter"),)))
        elif dokument.fortrolighed == Fortrolighed.FORTROLIG:
            points.append(Tekst("Fortroligt bilag", (sag_kilde(forloeb.sag, "dokumenter"),)))
    if not points:
        return Afsnit("", (Tekst("Sagen har ingen bilag."),))
    return Afsnit("", punkter=tuple(points))
