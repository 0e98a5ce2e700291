"""What an indstilling says of a proposal to adjust flexible letting: how the area develops, what is proposed, what the statute demands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from almen.omraader.selectors.justering import justering_of
from almen.omraader.selectors.varsel import foelger_on_letting
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato, format_tal, join_med
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin

UDFALD = {True: "opfyldt", False: "ikke opfyldt", None: "kan ikke afgøres"}


def adjustment(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The area's figures as the case keeps them, the proposal, and the paragraphs (M12)."""
    found = justering_of(sag)
    kilde = (sag_kilde(sag), Kilde(f"Området {found.omraade}", "", found.omraade.get_absolute_url()))
    afdelinger = join_med([item.navn for item in found.afdelinger.all()])
    where = f" i {afdelinger}" if afdelinger else ""
    return Indstillingsindhold(
        # One point, whether or not the municipality's route names what its steps are about.
        punkter={"fleksibel_udlejning": ()},
        ekstra=(
            Tekst(f"at der fastsættes nye kriterier for fleksibel udlejning{where} i {found.omraade}", kilde),
        ),
        problemstilling=_problem(found.anledning, found.begrundelse, kilde),
        loesning=Afsnit(
            "", tuple(split_lines(found.forslag, kilde)) or (Tekst(to_fill("de nye kriterier og andele")),)
        ),
        oekonomi=Afsnit("", (Tekst(to_fill("hvad ændringen koster")),)),
        retsgrundlag=tuple(
            Tekst(
                f"{item.navn}: {item.tekst} ({item.hjemmel}.)",
                (Kilde(item.navn, item.hjemmel, item.kilde.url),),
            )
            for item in foelger_on_letting(found.omraade)
        ),
    )


def _problem(anledning: dict[str, Any], begrundelse: str, kilde: tuple[Kilde, ...]) -> Afsnit:
    parts = list(split_lines(begrundelse, kilde))
    if ahead := anledning.get("fremskrivning"):
        parts.append(
            Tekst(
                f"Fremskrevet til listen fra {format_dato(dt.date.fromisoformat(ahead['liste']))} er områdets klasse "
                f"sandsynligvis {ahead['ventet_navn'].lower()}; chancen for en tungere klasse end i dag er "
                f"{ahead['chance_tungere'].replace('.', ',')} pct. Tallet er et skøn.",
                kilde,
            )
        )
    rows = tuple(
        Raekke(
            (
                row["titel"],
                _figure(row["foer"]),
                _figure(row["vaerdi"]),
                row["graense"] or "ukendt",
                UDFALD[row["opfyldt"]],
            ),
            kilde,
        )
        for row in anledning.get("kriterier", ())
    )
    if not rows:
        return Afsnit("", tuple(parts))
    liste = format_dato(dt.date.fromisoformat(anledning["liste"]))
    table = Tabel(
        f"Områdets tal på listen fra {liste}",
        ("Kriterium", "Forrige liste", "Nu", "Grænse", "Kriteriet er"),
        rows,
        tal=False,
    )
    return Afsnit("", tuple(parts), tabeller=(table,))


def _figure(value: str | None) -> str:
    return "ukendt" if value is None else format_tal(Decimal(value))
