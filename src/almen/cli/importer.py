"""`./almen importer …`: files of many things at once, for those who script it. Nothing is saved unless all of it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django


@click.group()
def importer() -> None:
    """Hent data fra filer."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """What every kind takes: the file, who acts, try or do, and JSON."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="JSON på standard output."),
        click.option(
            "--som",
            "brugernavn",
            default="",
            envvar="ALMEN_BRUGER",
            help="Brugernavnet på den, der henter filen; ellers »kommandolinje«.",
        ),
        click.option("--udfoer", is_flag=True, help="Gem, hvis hele filen er uden fejl."),
        click.option("--dry-run", "proev", is_flag=True, help="Læs og kontrollér filen; gem intet af den."),
        click.argument("fil", type=click.Path(exists=True, dir_okay=False)),
    ):
        command = option(command)
    return command


@importer.command()
@_options
def projekter(fil: str, proev: bool, udfoer: bool, brugernavn: str, as_json: bool) -> None:
    """Åbn sager om nybyggeri fra en CSV- eller Excel-fil: alle eller ingen."""
    result = _run("projekter", fil, proev, udfoer, brugernavn)
    result = {"projekter": result["nye"], "fejl": result["fejl"], "sager": result["sager"]}
    numre = result["sager"]
    done = f"{len(numre)} sager er åbnet: {numre[0]} til {numre[-1]}." if numre else ""
    _tell(result, as_json, done or f"Filen er uden fejl: {result['projekter']} projekter. {_AGAIN}")


@importer.command()
@_options
def afdelinger(fil: str, proev: bool, udfoer: bool, brugernavn: str, as_json: bool) -> None:
    """Opret og ret afdelinger fra en CSV- eller Excel-fil med LBF-numre: alle eller ingen."""
    result = _run("afdelinger_alle", fil, proev, udfoer, brugernavn)
    del result["sager"]
    counts = f"{result['nye']} nye, {result['aendrede']} ændrede"
    done = f"Filen er gemt: {counts}." if result["gemt"] else f"Filen er uden fejl: {counts}. {_AGAIN}"
    _tell(result, as_json, done)


# The kinds whose answer is lines, new and changed: command, kind, its help, and what a line holds.
LINJEARTER = (
    (
        "boligtal",
        "boligtal",
        "Hent tal om boligmassen: egen CSV eller Excel, eller Danmarks Statistiks JSON-stat og CSV.",
        "tal",
    ),
    (
        "noegletal",
        "noegletal",
        "Hent områders nøgletal og offentliggjorte klasser fra en CSV- eller Excel-fil, en linje for hvert område og hver liste.",
        "linjer",
    ),
    (
        "tilsynstal",
        "tilsynstal",
        "Hent boligorganisationers og afdelingers nøgletal, en linje for hver og hvert regnskabsår.",
        "linjer",
    ),
    (
        "leddatoer",
        "leddatoer",
        "Hent datoer for lokalplaner og byggesager, en linje for hver dato.",
        "datoer",
    ),
    ("ledighed", "ledighed", "Hent ledige boliger til årets opgørelse (§ 104, stk. 2).", "linjer"),
    ("placeringer", "placeringer", "Hent afdelingers placering på udlejningsaftalens trapper.", "linjer"),
    (
        "udlejningstal",
        "udlejningstal",
        "Hent årets udlejninger efter vej, en linje for hver afdeling og boligtype.",
        "linjer",
    ),
)


def _register_linjeart(kommando: str, art: str, hjaelp: str, enhed: str) -> None:
    @importer.command(name=kommando, help=hjaelp)
    @_options
    def command(fil: str, proev: bool, udfoer: bool, brugernavn: str, as_json: bool) -> None:
        result = _run(art, fil, proev, udfoer, brugernavn)
        del result["sager"]
        counts = f"{result['nye']} nye {enhed}, {result['aendrede']} ændrede"
        done = f"Filen er gemt: {counts}." if result["gemt"] else f"Filen er uden fejl: {counts}. {_AGAIN}"
        _tell(result, as_json, done)


for _art in LINJEARTER:
    _register_linjeart(*_art)


_AGAIN = "Intet er gemt; kør igen med --udfoer."


def _tell(result: dict[str, Any], as_json: bool, done: str) -> None:
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    if result["fejl"]:
        raise BadInput(result["fejl"])
    if not as_json:
        click.echo(done)


def _run(art: str, fil: str, proev: bool, udfoer: bool, brugernavn: str) -> dict[str, Any]:
    """Reads the file and saves it if it is to be. An import that is not saved is not kept."""
    if proev == udfoer:
        raise BadInput(["vælg enten --dry-run eller --udfoer."])
    setup_django()
    from django.core.exceptions import PermissionDenied
    from django.db import DatabaseError

    from almen.organisationer.services import OrganisationFejl

    try:
        bruger = _acting(brugernavn)
        return _import(bruger, art, Path(fil), save=udfoer)
    except (OrganisationFejl, PermissionDenied) as error:
        raise BadInput([str(error)]) from None
    except DatabaseError as error:
        if "disk is full" in str(error):
            raise
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None


def _acting(brugernavn: str) -> Any:
    """The user who acts: the one named, else the command line's own, which is journalled like any other."""
    from almen.organisationer.models import Bruger
    from almen.organisationer.services import command_line_user

    if not brugernavn:
        own = command_line_user()
        if not own.is_active:
            raise BadInput([f"brugeren »{own.username}« er lukket; angiv --som."])
        return own
    bruger = Bruger.objects.filter(username=brugernavn, is_active=True).first()
    if bruger is None:
        raise BadInput([f"--som: brugeren »{brugernavn}« findes ikke."])
    return bruger


def _import(bruger: Any, art: str, path: Path, *, save: bool) -> dict[str, Any]:
    from almen.byggeri.services.projektimport import opened_sager
    from almen.organisationer.models import Importstatus
    from almen.organisationer.services import discard_import, save_import, start_import
    from almen.organisationer.services.importart import arter

    with path.open("rb") as fil, _progress("Læser og kontrollerer") as told:
        hentet = start_import(bruger=bruger, art=arter()[art], filnavn=path.name, fil=fil, fremdrift=told)
    fejl = [f"linje {item.linje}, {item.kolonne}: {item.besked}" for item in hentet.fejl.all()]
    if hentet.status == Importstatus.AFVIST:
        fejl.append(hentet.besked)
    if save and not fejl:
        with _progress("Gemmer") as told:
            save_import(bruger=bruger, hentet=hentet, fremdrift=told)
        if hentet.status != Importstatus.GEMT:
            fejl.append(hentet.besked)
    saved = hentet.status == Importstatus.GEMT
    result = {
        "linjer": hentet.laest,
        "nye": hentet.antal_nye,
        "aendrede": hentet.antal_aendrede,
        "fejl": fejl,
        "gemt": saved,
        "import": hentet.pk if saved else None,
        "sager": opened_sager(hentet) if saved and art == "projekter" else [],
    }
    if not saved:
        discard_import(bruger=bruger, hentet=hentet)
    return result


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; what is told is (done, of all)."""
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield told
