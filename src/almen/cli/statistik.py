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
@click.option("--aar", type=int, help="Året, fx 2024; ellers det seneste, der er tal for.")
@click.option("--bydel", default="", help="En bydels navn; ellers hele kommunen.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def boligmasse(aar: int | None, bydel: str, as_json: bool) -> None:
    """Boligmassen efter ejerform, færdiggjorte boliger, og tal, der ikke går op."""
    setup_django()
    from django.db import DatabaseError

    from almen.boligmasse.models import FOERSTE_AAR, SIDSTE_AAR
    from almen.boligmasse.selectors import bydel_choices
    from almen.boligmasse.svar import boligmasse_to_dict

    fejl = []
    if aar is not None and not FOERSTE_AAR <= aar <= SIDSTE_AAR:
        fejl.append(f"aar: er {aar}; tilladt er et årstal fra {FOERSTE_AAR} til {SIDSTE_AAR}.")
    names = dict(bydel_choices())
    if bydel not in names:
        fejl.append(f"bydel: »{bydel}« findes ikke; tilladt er {', '.join(filter(None, names))}.")
    if fejl:
        raise BadInput(fejl)
    try:
        answer = boligmasse_to_dict(bydel, aar)
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    _show(answer)


def _show(answer: dict[str, Any]) -> None:
    if not answer["andele"]:
        click.echo("Der er ingen tal om boligmassen for området og året.")
    for item in answer["andele"]:
        number = "" if item["antal"] is None else f" ({_danish(item['antal'])} boliger)"
        share = "ikke oplyst" if item["andel"] is None else f"{_danish(item['andel'])} pct."
        click.echo(f"{answer['aar']}  {item['navn']}: {share}{number}")
    for item in answer["advarsler"]:
        click.echo(f"Advarsel: {item['tekst']}")


def _danish(value: int | str) -> str:
    from almen.ui.formater import decimal

    return decimal(value)


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
