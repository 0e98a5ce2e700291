"""`./almen analyse log`: the decision log as a file for process mining."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django

if TYPE_CHECKING:
    from almen.analyse.haendelseslog.kilde import Udsnit


@click.command()
@click.option("--format", "art", type=click.Choice(["ocel", "xes"]), default="ocel", show_default=True)
@click.option(
    "--ud", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen, der skrives."
)
@click.option("--sagstype", default="", help="Kun sager af denne type, fx nybyggeri.")
@click.option("--fra", default="", help="Kun sager, der er åbnet denne dag eller senere, fx 2024-05-02.")
@click.option("--til", default="", help="Kun sager, der er åbnet denne dag eller før.")
def log(art: str, ud: Path, sagstype: str, fra: str, til: str) -> None:
    """Skriv sagernes beslutninger som hændelseslog: OCEL 2.0 (JSON) eller XES (XML).

    Kun åbne sager. Fortrolige, interne og annullerede sager er ikke med, heller ikke titler, begrundelser og navne på personer.

    Exit-kode 0: filen er skrevet. 1: den kunne ikke skrives. 2: forkert input.
    """
    setup_django()
    from django.db import DatabaseError

    from almen.analyse.haendelseslog.formater import LOGFORMATER
    from almen.analyse.haendelseslog.kilde import count_log, logged_sager, read_log
    from almen.ui.formater import antal

    try:
        udsnit = _udsnit(sagstype, fra, til, ud)
        sager = logged_sager(None, udsnit)
        _write_whole(ud, LOGFORMATER[art].skriv(read_log(sager)))
        omfang = count_log(sager)
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    except OSError as error:
        raise Stop(f"filen {ud} kunne ikke skrives: {error.strerror}.") from None
    hvad = (
        f"{antal(omfang.sager, 'sag', 'sager')} og {antal(omfang.beslutninger, 'beslutning', 'beslutninger')}"
    )
    click.echo(f"{LOGFORMATER[art].navn}: {hvad} er skrevet til {ud}.")


def _udsnit(sagstype: str, fra: str, til: str, ud: Path) -> Udsnit:
    """The cases asked for. Raises BadInput with every fault."""
    from almen.analyse.haendelseslog.kilde import Udsnit, sagstyper_of

    fejl: list[str] = []
    days = [_day(navn, tekst, fejl) for navn, tekst in (("--fra", fra), ("--til", til))]
    if days[0] and days[1] and days[1] < days[0]:
        fejl.append(f"--til: {days[1]} er før --fra; tilladt er {days[0]} eller senere.")
    if sagstype and sagstype not in (known := [item for item, _ in sagstyper_of(None)]):
        fejl.append(
            f"--sagstype: “{sagstype[:60]}” har ingen sager i loggen; tilladt er {', '.join(known) or 'ingen'}."
        )
    if not ud.absolute().parent.is_dir():
        fejl.append(f"--ud: mappen {ud.parent} findes ikke.")
    if fejl:
        raise BadInput(fejl)
    return Udsnit(sagstype, *days)


def _day(navn: str, tekst: str, fejl: list[str]) -> dt.date | None:
    if not tekst:
        return None
    try:
        return dt.date.fromisoformat(tekst)
    except ValueError:
        fejl.append(f"{navn}: “{tekst[:40]}” er ikke en dag; skriv år, måned og dag, fx 2024-05-02.")
        return None


def _write_whole(ud: Path, pieces: Iterable[bytes]) -> None:
    """Writes beside the file and puts it in place when all is there: a reader never meets half a log."""
    beside = ud.with_name(f".{ud.name}.delvis")
    try:
        with beside.open("wb") as file:
            file.writelines(pieces)
        beside.replace(ud)
    finally:
        beside.unlink(missing_ok=True)
