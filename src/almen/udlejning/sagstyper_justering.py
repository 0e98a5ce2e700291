"""What letting adds to the proposal to adjust (`omraader`): a check, an effect, a card, and what an indstilling names of each placement."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from almen.omraader.models import Udlejningsjustering
from almen.omraader.selectors.justering import JUSTERING, justering_of
from almen.omraader.services.justering import UDLEJNING
from almen.organisationer.models import Bruger
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_dato, format_tal
from almen.sager import adgang
from almen.sager.indstilling import Indstillingsindhold
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER, Kontrol, Kontrolsvar, Sagskort, Virkning
from almen.udlejning.selectors.placeringsforslag import empowering_text, faults_of, forslag_of, now_of
from almen.udlejning.services.placeringsforslag import carry_out, take_back
from almen.udlejning.viste_tal import kept_rows

KONTROL, VIRKNING, GENSTAND = "justering_placeringer", "saet_placeringer_i_kraft", "fleksibel_udlejning"
TITEL = "De foreslåede placeringer kan sættes i kraft"


def check_placeringer(sag: Sag, dag: dt.date) -> Kontrolsvar:
    """Each proposed placement fits an agreement, and one in force on the day empowers the committee."""
    rows = forslag_of(justering_of(sag))
    power = empowering_text(dag)
    if power is None:
        told = f"Der er ingen rammeaftale i kraft den {format_dato(dag)}; hvad der bemyndiger udvalget, kan ikke siges."
        return Kontrolsvar(KONTROL, "nej" if rows else "kan_ikke_afgoeres", TITEL, told)
    if faults := faults_of(rows, dag):
        return Kontrolsvar(KONTROL, "nej", TITEL, f"{'; '.join(faults)}. {power}")
    moves = (
        f"{len(rows)} foreslåede placeringer. "
        if rows
        else "Forslaget flytter ingen afdelinger på trapperne. "
    )
    return Kontrolsvar(KONTROL, "ja", TITEL, moves + power)


def placements(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """Names each proposed placement, and the lettings that the proposal rests on. Empty for cases of another kind."""
    if sag.sagstype != JUSTERING:
        return Indstillingsindhold()
    found = justering_of(sag)
    rows = forslag_of(found)
    kilde = (Kilde(f"Sag {sag.nummer}: placeringer", "", reverse("udlejning:justering", args=[sag.nummer])),)
    points = tuple(
        Tekst(
            f"at {row.afdeling} placeres på {row.trin} fra {format_dato(row.fra)}{_share(row.fleksibel_pct)}",
            kilde,
        )
        for row in rows
    )
    now = now_of(rows, dato)
    tables: list[Tabel] = []
    if rows:
        tables.append(
            Tabel(
                "Foreslåede placeringer",
                ("Afdeling", "Nu", "Nyt trin", "Fra", "Fleksibel udlejning"),
                tuple(
                    Raekke(
                        (
                            str(row.afdeling),
                            now[row.pk],
                            str(row.trin),
                            format_dato(row.fra),
                            "uændret"
                            if row.fleksibel_pct is None
                            else f"{format_tal(row.fleksibel_pct)} pct.",
                        ),
                        kilde,
                    )
                    for row in rows
                ),
                tal=False,
            )
        )
    tables += _lettings(found, kilde)
    return Indstillingsindhold(ekstra=points, loesning=Afsnit("", tabeller=tuple(tables)))


def _share(pct: object) -> str:
    return "" if pct is None else f" med {format_tal(pct)} pct. fleksibel udlejning"  # type: ignore[arg-type]


def _lettings(found: Udlejningsjustering, kilde: tuple[Kilde, ...]) -> list[Tabel]:
    kept = found.anledning.get(UDLEJNING)
    rows = kept_rows(kept)
    if not kept or not rows:
        return []
    return [
        Tabel(
            f"Udlejninger i {kept['aar']}, som forslaget bygger på",
            ("Afdeling", "Udlejninger", "Fleksibel", "Aftalt", "Vurdering"),
            tuple(Raekke((row.navn, row.i_alt, row.andel, row.aftalt, row.dom), kilde) for row in rows),
            tal=False,
        )
    ]


def _lines(sag: Sag, bruger: Bruger) -> list[tuple[str, str, str]]:
    if sag.sagstype != JUSTERING:
        return []
    url = reverse("udlejning:justering", args=[sag.nummer])
    return [(str(row), f"fra {format_dato(row.fra)}", url) for row in forslag_of(justering_of(sag))]


def _acts(sag: Sag, bruger: Bruger) -> list[tuple[str, str]]:
    if sag.sagstype != JUSTERING or not adgang.may_edit_sag(bruger):
        return []
    return [("Foreslå placeringer", reverse("udlejning:justering", args=[sag.nummer]))]


def register() -> None:
    """Puts check, effect, card and the thing's contents in the engine's register; called once when Django starts."""
    if KONTROL in REGISTER.kontroller:
        return
    REGISTER.register_kontrol(Kontrol(KONTROL, TITEL, check_placeringer, for_ansoeger=False))
    REGISTER.register_virkning(
        Virkning(
            VIRKNING, "De foreslåede placeringer sættes i kraft", carry_out, take_back, genstand=GENSTAND
        )
    )
    REGISTER.register_genstand(GENSTAND, placements)
    REGISTER.register_sagskort(Sagskort("placeringsforslag", "Placering på trapperne", _lines, _acts))
