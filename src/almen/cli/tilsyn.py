"""`./almen tilsyn …`: how far the year's styringsdialoger have come, and the signs of the risk overview made anew.

Starting dialogues is `./almen aarshjul opret --punkt styringsdialog`.
"""

from __future__ import annotations

import json
from typing import Any

import click

from almen.cli import BadInput
from almen.cli.drift import setup_django


@click.group()
def tilsyn() -> None:
    """Tilsynet med boligorganisationerne."""


@tilsyn.command()
@click.option("--aar", help="Dialogernes år. Udeladt: i år.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def status(aar: str | None, as_json: bool) -> None:
    """Vis for hver boligorganisation, hvor årets styringsdialog er nået til, og hvad der mangler eller er forsinket.

    Årets dialoger startes med: almen aarshjul opret --punkt styringsdialog --aar AAR --bruger NAVN
    """
    setup_django()
    from django.utils import timezone

    from almen.tilsyn.aarsramme import AAR_FREM, FOERSTE_AAR
    from almen.tilsyn.selectors.oversigt import get_oversigt

    today = timezone.localdate()
    year = _year(aar, today.year, FOERSTE_AAR, today.year + AAR_FREM)
    found = get_oversigt(None, [year], today)
    rows = [_row(celle) for celle in found.celler]
    if as_json:
        counts = {str(key): number for key, number in found.antal.items() if number}
        answer = {"aar": year, "dag": today.isoformat(), "antal": counts, "organisationer": rows}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _show(year, rows)


def _year(text: str | None, this_year: int, first: int, last: int) -> int:
    """The year asked for. Raises BadInput."""
    if text is None:
        return this_year
    if not (text.isascii() and text.isdigit() and first <= int(text[:9]) <= last):
        raise BadInput([f"--aar: “{text[:40]}” kan ikke bruges; tilladt er årstal fra {first} til {last}."])
    return int(text)


def _row(celle: Any) -> dict[str, Any]:
    from almen.tilsyn.stilling import Tilstand

    stilling = celle.stilling
    return {
        "boligorganisation": celle.navn,
        "lbf_nummer": celle.lbf_nummer,
        "aar": celle.aar,
        "tilstand": str(stilling.tilstand),
        "sag": celle.sag or None,
        "trin": celle.trin or None,
        "forsinket": stilling.tilstand == Tilstand.FORSINKET,
        "forsinket_med": list(stilling.forsinket),
        "mangler": stilling.tilstand == Tilstand.MANGLER,
        "manglende_materiale": list(celle.mangler),
        "frist": stilling.frist.isoformat(),
    }


def _show(aar: int, rows: list[dict[str, Any]]) -> None:
    from almen.tilsyn.stilling import NAVNE, Tilstand

    if not rows:
        click.echo(f"Ingen boligorganisationer er omfattet i {aar}.")
        return
    width = max(len(row["boligorganisation"]) for row in rows)
    for row in rows:
        about = ", ".join(row["forsinket_med"]) or row["trin"] or ""
        state = NAVNE[Tilstand(row["tilstand"])]
        line = f"{row['boligorganisation']:<{width}}  {row['frist']}  {state:<12}  {row['sag'] or '':<12}  {about}"
        click.echo(line.rstrip())
    late = sum(row["forsinket"] for row in rows)
    lacking = sum(row["mangler"] for row in rows)
    click.echo(f"{len(rows)} boligorganisationer i {aar}: {lacking} mangler, {late} er forsinket.")


@tilsyn.command()
@click.option("--kontrol", is_flag=True, help="Skriv intet; sig kun, om noget afviger.")
def genopbyg(kontrol: bool) -> None:
    """Beregn risikooverblikkets tegn igen ud fra tal, bemærkninger, opgørelser og grænser."""
    setup_django()
    from almen.tilsyn.services.billede import find_afvigelser, rebuild_billeder

    if not kontrol:
        click.echo(f"{rebuild_billeder()} billeder er beregnet.")
        return
    afvigelser = list(find_afvigelser())
    for line in afvigelser:
        click.echo(line, err=True)
    if afvigelser:
        raise SystemExit(1)
    click.echo("Risikooverblikkets tegn svarer til tallene og reglerne.")
