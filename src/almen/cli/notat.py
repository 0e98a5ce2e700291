"""`./almen notat …`: notes that gather from the whole system."""

from __future__ import annotations

import json
from pathlib import Path

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django


@click.group()
def notat() -> None:
    """Notater."""


@notat.command()
@click.option("--aar", type=int, required=True, help="Det år, tallene gælder, fx 2026.")
@click.option("--format", "endelse", type=click.Choice(["docx", "pdf"]), default="pdf", show_default=True)
@click.option(
    "--ud", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen, der skrives."
)
@click.option("--json", "as_json", is_flag=True, help="Hvad der blev skrevet, og hvad der mangler, som JSON.")
def introduktion(aar: int, endelse: str, ud: Path, as_json: bool) -> None:
    """Introduktion til området for et nyt udvalg, af systemets egne data.

    Exit-kode 0: filen er skrevet. 1: den kunne ikke skrives. 2: forkert input.
    """
    setup_django()
    from django.conf import settings
    from django.db import DatabaseError
    from django.utils import timezone

    from almen.notater.introduktion import AAR_FREM, FOERSTE_AAR, compose_introduktion, compose_stykker
    from almen.notater.stykke import missing_in
    from almen.papirer import SkabelonFejl, build_papir

    today = timezone.localdate()
    fejl = []
    if not FOERSTE_AAR <= aar <= today.year + AAR_FREM:
        fejl.append(f"aar: er {aar}; tilladt er et år fra {FOERSTE_AAR} til {today.year + AAR_FREM}.")
    if not ud.parent.is_dir():
        fejl.append(f"ud: mappen {ud.parent} findes ikke.")
    if fejl:
        raise BadInput(fejl)
    try:
        stykker = compose_stykker(aar, today)
        content = build_papir(compose_introduktion(aar, today, stykker), settings.ALMEN_KOMMUNE, endelse)
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    except SkabelonFejl as error:
        raise Stop(str(error)) from None
    try:
        ud.write_bytes(content)
    except OSError as error:
        raise Stop(f"filen {ud} kunne ikke skrives: {error.strerror}.") from None
    mangler = missing_in(stykker)
    if as_json:
        answer = {
            "fil": str(ud),
            "aar": aar,
            "afsnit": [item.afsnit.overskrift for item in stykker],
            "mangler": [{"afsnit": afsnit, "hvad": hvad} for afsnit, hvad in mangler],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    click.echo(f"Notatet er skrevet til {ud}. Uden data: {len(mangler)} steder.")
