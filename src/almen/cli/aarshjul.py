"""`./almen aarshjul …`: the year's tasks become cases."""

from __future__ import annotations

import json

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django


@click.group()
def aarshjul() -> None:
    """Årshjulet."""


@aarshjul.command()
@click.option(
    "--aar", type=click.IntRange(2000, 2100), help="Året, fristerne ligger i. Udeladt: i år og næste to."
)
@click.option("--punkt", multiple=True, help="Kun dette punkt; kan gentages. Udeladt: alle.")
@click.option(
    "--kun-forfaldne", is_flag=True, help="Kun opgaver, hvis startdag er kommet. Til den daglige kørsel."
)
@click.option("--bruger", help="Brugernavn på den, der åbner og får sagerne. Kræves uden --dry-run.")
@click.option("--dry-run", is_flag=True, help="Åbn intet; vis, hvad der mangler.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def opret(
    aar: int | None,
    punkt: tuple[str, ...],
    kun_forfaldne: bool,
    bruger: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Åbn en sag for hver opgave i året, der mangler en. Kør den igen uden skade."""
    if not dry_run and not bruger:
        raise BadInput(["--bruger: mangler; skriv brugernavnet på en sagsbehandler eller leder."])
    if aar is None and not kun_forfaldne:
        raise BadInput(["--aar: mangler; den kan kun udelades sammen med --kun-forfaldne."])
    setup_django()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from almen.aarshjul.selectors import missing_opgaver
    from almen.aarshjul.services import check_input, open_aar
    from almen.grundlag.selectors import IngenSagsgang
    from almen.organisationer.models import Bruger
    from almen.regler.fejl import UgyldigtInput

    today = timezone.localdate()
    years = [aar] if aar is not None else [today.year, today.year + 1, today.year + 2]
    valgte, until = punkt or None, today if kun_forfaldne else None
    try:
        for year in years:
            check_input(year, valgte)
        if dry_run:
            _show([item for year in years for item in missing_opgaver(year, valgte, until)], as_json)
            return
        user = Bruger.objects.filter(username=bruger, is_active=True).first()
        if user is None:
            raise BadInput([f"--bruger: “{bruger}” findes ikke eller er lukket."])
        sager = [
            sag
            for year in years
            for sag in open_aar(bruger=user, aar=year, valgte=valgte, aabnes_senest=until)
        ]
    except UgyldigtInput as error:
        raise BadInput([f"--{item.felt}: {item.besked}" for item in error.fejl]) from None
    except (PermissionDenied, IngenSagsgang) as error:
        raise Stop(str(error)) from None
    if as_json:
        rows = [{"sag": sag.nummer, "titel": sag.titel} for sag in sager]
        click.echo(json.dumps({"oprettet": rows, "dry_run": False}, ensure_ascii=False, indent=2))
    else:
        for sag in sager:
            click.echo(f"{sag.nummer}  {sag.titel}")
        click.echo(f"{len(sager)} sager er åbnet.")


def _show(found: list, as_json: bool) -> None:  # type: ignore[type-arg]
    if as_json:
        rows = [
            {
                "punkt": item.punkt.id,
                "titel": item.titel,
                "aar": item.aar,
                "frist": item.frist.isoformat(),
                "aabnes": item.aabnes.isoformat(),
                "boligorganisation": item.boligorganisation.lbf_nummer if item.boligorganisation else None,
                "sikkerhed": item.punkt.sikkerhed,
            }
            for item in found
        ]
        click.echo(json.dumps({"mangler": rows, "dry_run": True}, ensure_ascii=False, indent=2))
        return
    for item in found:
        click.echo(f"{item.frist.isoformat()}  {item.titel}")
    click.echo(f"{len(found)} opgaver mangler en sag. Intet er åbnet.")
