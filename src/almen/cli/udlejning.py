"""Commands about letting."""

from __future__ import annotations

import datetime as dt
import json

import click

from almen.cli import BadInput
from almen.cli.drift import setup_django


@click.group()
def udlejning() -> None:
    """Udlejning af almene boliger."""


@udlejning.command()
@click.option("--afdeling", "nummer", required=True, help="lbf-nummer/afdelingsnummer, fx 9001/17.")
@click.option("--dato", help="Dag, fx 2026-02-01. Uden dag: i dag.")
@click.option("--json", "as_json", is_flag=True, help="Skriv JSON.")
def vilkaar(nummer: str, dato: str | None, as_json: bool) -> None:
    """Placering, andele, kriterier, lov, konflikter og kilder for en afdeling på en dag."""
    setup_django()
    from almen.regler.fejl import UgyldigtInput
    from almen.udlejning.selectors.afdelingsnummer import find_afdeling
    from almen.udlejning.selectors.vilkaar import vilkaar_on
    from almen.udlejning.vilkaarsjson import vilkaar_lines, vilkaar_to_dict

    dag = _day(dato)
    try:
        found = vilkaar_on(find_afdeling(nummer), dag)
    except UgyldigtInput as error:
        raise BadInput([f"{fejl.felt}: {fejl.besked}" for fejl in error.fejl]) from None
    if as_json:
        click.echo(json.dumps(vilkaar_to_dict(found), ensure_ascii=False, indent=2))
        return
    for line in vilkaar_lines(found):
        click.echo(line)


def _day(text: str | None) -> dt.date:
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput([f"dato: “{text}” er ikke en dato. Skriv den som 2026-02-01."]) from None
