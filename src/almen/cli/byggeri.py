"""Commands about building that others script: frames of grundkapital."""

from __future__ import annotations

import json
from typing import Any

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django
from almen.regler.dansk import format_kroner

ACCOUNTS = ("ramme", "reserveret", "tilsagn", "udbetalt", "tilbage")


@click.command()
@click.option("--aar", type=int, required=True, help="Budgetår, fx 2026.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def grundkapital(aar: int, as_json: bool) -> None:
    """Årets grundkapitalrammer: ramme, reserveret, tilsagn, udbetalt og tilbage (kr.)."""
    setup_django()
    from django.db import DatabaseError

    from almen.byggeri.models import Grundkapitalramme

    if not 1990 <= aar <= 2099:
        raise BadInput([f"aar: er {aar}; tilladt er et årstal fra 1990 til 2099."])
    try:
        rows = [_row(item) for item in Grundkapitalramme.objects.filter(aar=aar).order_by("formaal")]
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    if as_json:
        click.echo(json.dumps({"aar": aar, "rammer": rows}, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo(f"Der er ingen rammer for {aar}.")
    for row in rows:
        accounts = ", ".join(f"{navn} {_kroner(row[navn])}" for navn in ACCOUNTS)
        click.echo(f"{row['navn']}: {accounts}")


def _kroner(amount: int | None) -> str:
    return "ikke registreret" if amount is None else format_kroner(amount)


def _row(ramme: Any) -> dict[str, Any]:
    return {
        "formaal": ramme.formaal,
        "navn": ramme.get_formaal_display(),
        "ramme": ramme.beloeb,
        "ud_over_rammen": ramme.tillaeg,
        "reserveret": ramme.reserveret,
        "tilsagn": ramme.tilsagn,
        "udbetalt": ramme.udbetalt,
        "tilbage": ramme.tilbage,
        "sikkerhed": ramme.sikkerhed,
        "vedtaget_af": ramme.vedtaget_af,
        "vedtaget_dato": ramme.vedtaget_dato.isoformat() if ramme.vedtaget_dato else None,
        "kilde": ramme.kilde,
    }
