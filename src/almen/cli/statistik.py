"""`./almen statistik …`: the yearly picture as other programs read it."""

from __future__ import annotations

import json
from typing import Any

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django


@click.group()
def statistik() -> None:
    """Årets tal."""


@statistik.command()
@click.option("--aar", type=int, required=True, help="Kalenderår, fx 2026.")
@click.option("--organ", default="", help="Organets id; ellers det første, hvis andel følges.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def udvalgsandel(aar: int, organ: str, as_json: bool) -> None:
    """Almene sagers andel af udvalgets sager: året, kvartalerne og møderne."""
    setup_django()
    from django.db import DatabaseError

    from almen.udvalg.svar import IngenAndel, udvalgsandel_to_dict

    try:
        answer = udvalgsandel_to_dict(organ, aar)
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    except IngenAndel as error:
        raise BadInput([str(error)]) from None
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    _show_andel(answer)


def _show_andel(answer: dict[str, Any]) -> None:
    baand = answer["baand"]
    limits = f"båndet er {baand['fra']}–{baand['til']} pct. ({baand['kilde']})" if baand else "intet bånd"
    click.echo(f"{answer['organ_navn']}, {answer['aar']}; {limits}")
    for row in (*answer["kvartaler"], {"navn": f"Hele {answer['aar']}", **answer["aar_samlet"]}):
        pct = "" if row["andel_pct"] is None else f"{row['andel_pct'].replace('.', ',')} pct. "
        click.echo(f"{row['navn']}: {pct}({row['almene']} af {row['i_alt']} sager). {row['plads']}.")
    for row in answer["udeladt"]:
        click.echo(f"Udeladt: mødet den {row['dato']}, {row['grund']}.")
