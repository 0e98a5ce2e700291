"""Commands about building that others script: frames of grundkapital."""

from __future__ import annotations

import json
import sys
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


@click.group()
def importer() -> None:
    """Hent data fra filer."""


@importer.command()
@click.argument("fil", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", "proev", is_flag=True, help="Læs og kontrollér filen; gem intet.")
@click.option("--udfoer", is_flag=True, help="Åbn sagerne, hvis hele filen er uden fejl.")
@click.option(
    "--som", "brugernavn", required=True, help="Brugernavnet på den sagsbehandler, der åbner sagerne."
)
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def projekter(fil: str, proev: bool, udfoer: bool, brugernavn: str, as_json: bool) -> None:
    """Åbn sager om nybyggeri fra en CSV- eller Excel-fil: alle eller ingen."""
    if proev == udfoer:
        raise BadInput(["vælg enten --dry-run eller --udfoer."])
    setup_django()
    from pathlib import Path

    from django.db import DatabaseError

    from almen.grundlag.selectors import IngenSagsgang
    from almen.organisationer.models import Bruger
    from almen.organisationer.services import OrganisationFejl
    from almen.regler.fejl import UgyldigtInput
    from almen.sager.adgang import AdgangNaegtet

    try:
        bruger = Bruger.objects.filter(username=brugernavn, is_active=True).first()
        if bruger is None:
            raise BadInput([f"--som: brugeren »{brugernavn}« findes ikke."])
        result = _import(bruger, Path(fil).read_bytes(), save=udfoer)
    except (OrganisationFejl, AdgangNaegtet, IngenSagsgang, UgyldigtInput) as error:
        raise BadInput([str(error)]) from None
    except DatabaseError:
        raise Stop("databasen er ikke gjort klar. Kør ./almen migrate først.") from None
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    if result["fejl"]:
        raise BadInput(result["fejl"])
    if not as_json:
        numre = result["sager"]
        click.echo(
            f"{len(numre)} sager er åbnet: {numre[0]} til {numre[-1]}."
            if numre
            else f"Filen er uden fejl: {result['projekter']} projekter. Intet er gemt; kør igen med --udfoer."
        )


def _import(bruger: Any, content: bytes, *, save: bool) -> dict[str, Any]:
    """What the file holds, its faults, and the cases that were opened."""
    from almen.byggeri.services.projektimport import group_projekter, import_projekter, read_projekter
    from almen.organisationer.services.regneark import MAX_LINJER

    read = read_projekter(bruger=bruger, fil=content, hoejst=MAX_LINJER)
    antal = len(list(group_projekter(read)))
    fejl = [f"linje {row.linje}, {navn}: {besked}" for row in read.raekker for navn, besked in row.fejl]
    numre: list[str] = []
    if save and not fejl:
        with click.progressbar(length=antal, label="Åbner sager", file=sys.stderr) as bar:
            sager = import_projekter(
                bruger=bruger, fil=content, hoejst=MAX_LINJER, fremdrift=lambda done, of: bar.update(1)
            )
        numre = [sag.nummer for sag in sager]
    return {"projekter": antal, "fejl": fejl, "sager": numre}
