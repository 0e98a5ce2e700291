"""`./almen analyse …`: where the time goes in the cases."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import click

from almen.cli import BadInput, Stop
from almen.cli.analyse_log import log
from almen.cli.analyse_simuler import simuler
from almen.cli.drift import setup_django


@click.group()
def analyse() -> None:
    """Hvor tiden går i sagerne."""


analyse.add_command(log)
analyse.add_command(simuler)


@analyse.command()
@click.option("--sagstype", required=True, help="Sagstypens id, fx nybyggeri.")
@click.option("--version", "version", default="", help="Kun sager efter denne version af sagsgangen.")
@click.option("--boligtype", default="", help="Kun sager, der har denne boligtype, fx familie.")
@click.option("--organisation", default="", help="Kun sager for boligorganisationen med dette lbf-nummer.")
@click.option("--fra-aar", default="", help="Kun ophold, der begyndte i dette år eller senere.")
@click.option("--til-aar", default="", help="Kun ophold, der begyndte i dette år eller før.")
@click.option("--maal", default="", help="Antal dage; så vises andelen, der varer længere.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def forloeb(
    sagstype: str,
    version: str,
    boligtype: str,
    organisation: str,
    fra_aar: str,
    til_aar: str,
    maal: str,
    as_json: bool,
) -> None:
    """Tiden i hvert trin, hver fase og hele sagen. Uafsluttede tæller med som uafsluttede (Kaplan-Meier)."""
    setup_django()
    from django.db import DatabaseError
    from django.utils import timezone

    from almen.analyse.models import Ophold
    from almen.analyse.regneprogram import compute
    from almen.analyse.svar_tider import forloeb_to_dict

    fejl: list[str] = []
    try:
        allowed = _allowed(sagstype)
        for name, value in (
            ("sagstype", sagstype),
            ("version", version),
            ("boligtype", boligtype),
            ("organisation", organisation),
        ):
            if name in allowed and value and value not in allowed[name]:
                fejl.append(
                    f"--{name}: “{value[:60]}” findes ikke; tilladt er {', '.join(allowed[name]) or 'ingen'}."
                )
        valg = {
            "sagstype": sagstype,
            "version": version,
            "boligtype": boligtype,
            "organisation": organisation,
            "aar_fra": _number("--fra-aar", fra_aar, 1900, 2200, "et årstal", fejl),
            "aar_til": _number("--til-aar", til_aar, 1900, 2200, "et årstal", fejl),
        }
        target = _number("--maal", maal, 0, 36_500, "et antal dage", fejl)
        if fejl:
            raise BadInput(fejl)
        answer = forloeb_to_dict(Ophold.objects.all(), valg, target, timezone.localdate(), compute)
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    _show(answer)


def _allowed(sagstype: str) -> dict[str, Collection[str]]:
    """What each option may say; only the case types where the one asked for is none of them."""
    from almen.analyse.selectors.ruter import routes_of
    from almen.organisationer.models import Boligtype
    from almen.organisationer.selectors import organisationer_by_nummer
    from almen.sagsgang.register import REGISTER

    if sagstype not in REGISTER.sagstyper:
        return {"sagstype": sorted(REGISTER.sagstyper)}
    return {
        "version": list(routes_of(sagstype)),
        "boligtype": list(Boligtype.values),
        "organisation": [number for number, _ in organisationer_by_nummer()],
    }


def _number(name: str, text: str, low: int, high: int, what: str, fejl: list[str]) -> int | None:
    """The whole number that `text` is, None where it is empty; else a line more in `fejl`."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and low <= int(text[:9]) <= high:
        return int(text[:9])
    fejl.append(f"{name}: “{text[:40]}” kan ikke bruges; tilladt er {what} fra {low} til {high}.")
    return None


def _show(answer: dict[str, Any]) -> None:
    groups = [
        ("Trin", answer["trin"]),
        ("Faser", answer["faser"]),
        ("Hele sagen", [{"navn": "Fra åbning til gennemført", **answer["hele_sagen"]}]),
    ]
    width = max(len(row["navn"]) for _, rows in groups for row in rows)
    over = f"  over {answer['maal']} d." if answer["maal"] is not None else ""
    for title, rows in groups:
        click.echo(f"{title:<{width}}  antal  uafsl.  median  kvartiler{over}")
        for row in rows:
            click.echo(
                f"{row['navn']:<{width}}  {row['antal']:>5}  {row['uafsluttede']:>6}  {_times(row, over)}".rstrip()
            )
        click.echo()
    click.echo("Tiden er dage. –: så få er afsluttet, at tallet ikke er nået.")


def _times(row: dict[str, Any], over: str) -> str:
    """Median, quartiles and the share over the target, or why there are none."""
    if row["for_faa"]:
        return "for få til at sige noget" if row["antal"] else ""
    quartiles = f"{_day(row['q1'])}–{_day(row['q3'])}"
    share = (
        "ukendt" if row["over_maal_pct"] is None else f"{row['over_maal_pct']:.1f} pct.".replace(".", ",", 1)
    )
    return f"{_day(row['median']):>6}  {quartiles:>9}" + (f"  {share:>11}" if over else "")


def _day(value: int | None) -> str:
    return "–" if value is None else str(value)
