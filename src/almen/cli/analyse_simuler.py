"""`./almen analyse simuler`: what a changed route, other meetings or more hands would mean for the time."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django

BREDDE = 40  # of the progress bar


@click.command()
@click.option(
    "--scenarie", "fil", required=True, help="Fil med scenariet (YAML eller JSON), eller id på et færdigt."
)
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
@click.option("--ud", help="Skriv JSON i denne fil.")
def simuler(fil: str, as_json: bool, ud: str | None) -> None:
    """Simulér sager ad en eller flere veje, og sammenlign tider, køer og færdige boliger.

    Færdige scenarier: delegation, direktionen-ugentligt, garanti-og-tilsagn, samtidig-lokalplan.
    """
    setup_django()
    from django.db import DatabaseError
    from django.utils import timezone

    from almen.analyse.simulering.koersel import run
    from almen.regler.fejl import UgyldigtInput

    try:
        answer = run(_read(fil), today=timezone.localdate(), fremdrift=_show_progress)
    except UgyldigtInput as error:
        raise BadInput([f"{fil}: {item}" for item in error.fejl]) from None
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    finally:
        click.echo("\r\033[K" if sys.stderr.isatty() else "", err=True, nl=False)
    text = json.dumps(vars(answer), ensure_ascii=False, indent=2)
    if ud:
        Path(ud).write_text(text + "\n", encoding="utf-8")
    if as_json:
        click.echo(text)
    else:
        _show(answer.kalibrering, answer.resultat)


def _read(fil: str) -> Mapping[str, Any]:
    """What the file holds, or the scenario that stands ready under this id. Raises BadInput."""
    from almen.analyse.simulering.forudindstillinger import presets
    from almen.analyse.simulering.scenarie import parse_scenarie

    ready = {item.id: item.data for item in presets()}
    if fil in ready:
        return ready[fil]
    try:
        return parse_scenarie(Path(fil).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(
            [f"--scenarie: “{fil}” findes ikke. Skriv en fil, eller et af de færdige: {', '.join(ready)}."]
        ) from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise BadInput([f"--scenarie: “{fil}” er ikke en tekstfil (UTF-8)."]) from None


def _show_progress(pct: int) -> bool:
    """A bar on standard error, where somebody looks at it."""
    if sys.stderr.isatty():
        bar = "█" * (BREDDE * pct // 100)
        click.echo(f"\r{bar:<{BREDDE}} {pct:3} pct.", err=True, nl=False)
    return True


def _show(kalibrering: Mapping[str, Any], resultat: Mapping[str, Any]) -> None:
    click.echo(kalibrering["forklaring"])
    for forloeb in resultat["forloeb"]:
        click.echo()
        begun, left = round(forloeb["begyndt"][0]), round(forloeb["ufaerdige"][0])
        click.echo(
            f"{forloeb['navn']} ({forloeb['version']}): {begun} sager begynder i de {resultat['aar']} år, {left} er ikke færdige, da de slutter"
        )
        for maal in forloeb["maal"]:
            quartiles = f"{_day(maal['q1'])}–{_day(maal['q3'])}"
            click.echo(f"  {maal['navn']}: median {_day(maal['median'])} dage, kvartiler {quartiles}")
        for koe in forloeb["koeer"]:
            mean = f"{koe['gennemsnit'][0]:.1f}".replace(".", ",")
            click.echo(
                f"  Venter på {koe['navn']}: {mean} sager i gennemsnit, median {_day(koe['ventedage_median'])} dage"
            )
        yearly = [row[1] for row in forloeb["boliger_pr_aar"]]
        click.echo(f"  Færdige boliger om året: {round(sum(yearly) / len(yearly))}")
    names = {maal["id"]: maal["navn"] for forloeb in resultat["forloeb"] for maal in forloeb["maal"]}
    if resultat["forskelle"]:
        click.echo()
    for item in resultat["forskelle"]:
        value, low, high = item["median"]
        told = (
            "kan ikke siges"
            if value is None
            else f"{round(value):+d} dage ({round(low):+d} til {round(high):+d})"
        )
        click.echo(f"{item['forloeb']} mod {item['mod']}, {names[item['maal']]}: {told}")


def _day(spread: list[float | None]) -> str:
    return "–" if spread[0] is None else str(round(spread[0]))
