"""Commands about journal, projection and adopted versions."""

from __future__ import annotations

import json

import click

from almen.cli import Stop
from almen.cli.drift import setup_django


@click.group()
def journal() -> None:
    """Journalen."""


@journal.command()
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def verificer(as_json: bool) -> None:
    """Bevis, at intet i journalen er ændret, fjernet eller føjet til; exit-kode 1, hvis noget er."""
    setup_django()
    from almen.sager.models import Journalpost
    from almen.sager.services import verify_journal

    fejl = verify_journal()
    antal = Journalpost.objects.count()
    if as_json:
        click.echo(json.dumps({"poster": antal, "fejl": fejl}, ensure_ascii=False, indent=2))
    elif not fejl:
        click.echo(f"Journalen er hel: {antal} poster.")
    if fejl:
        for line in fejl:
            click.echo(line, err=True)
        raise SystemExit(1)


@click.group()
def sager() -> None:
    """Sager."""


@sager.command()
@click.option("--kontrol", is_flag=True, help="Skriv intet; sig kun, om noget afviger.")
def genopbyg(kontrol: bool) -> None:
    """Genopbyg listernes oversigt ud fra sagsgang og beslutninger."""
    setup_django()
    from almen.sager.models import Sag
    from almen.sager.selectors.afvigelser import find_afvigelser
    from almen.sager.services import rebuild_overblik

    if kontrol:
        afvigelser = list(find_afvigelser())
        for line in afvigelser:
            click.echo(line, err=True)
        if afvigelser:
            raise SystemExit(1)
        click.echo("Oversigten svarer til sagernes forløb.")
        return
    total = Sag.objects.count()
    with click.progressbar(
        Sag.objects.select_related("sagsgangsversion").iterator(chunk_size=500),
        length=total,
        label="Genopbygger",
        hidden=total < 100,
    ) as rows:
        for sag in rows:
            rebuild_overblik(sag)
    click.echo(f"{total} sager er genopbygget.")


@click.group()
def grundlag() -> None:
    """Sagsgange og administrationsgrundlag."""


@grundlag.command()
@click.option("--bruger", "brugernavn", required=True, help="Den, der registrerer vedtagelsen.")
@click.option("--ja", is_flag=True, help="Skriv uden at spørge.")
def indlaes(brugernavn: str, ja: bool) -> None:
    """Indlæs kommunens sagsgange og grundlag; viser forskellen, før noget skrives."""
    setup_django()
    from django.conf import settings

    from almen.grundlag import services
    from almen.organisationer.models import Bruger

    user = Bruger.objects.filter(username=brugernavn, is_active=True).first()
    if user is None:
        raise Stop(f"brugeren “{brugernavn}” findes ikke.")
    try:
        forskel = services.read_profile_versions(settings.ALMEN_KOMMUNE)
    except ValueError as error:
        raise Stop(str(error)) from None
    for line in services.describe_forskel(forskel):
        click.echo(line)
    if forskel.er_tom:
        return
    if not ja:
        click.confirm("Skal versionerne sættes i kraft som beskrevet?", abort=True)
    try:
        services.adopt_profile_versions(bruger=user, forskel=forskel)
    except ValueError as error:
        raise Stop(str(error)) from None
    click.echo("Versionerne er registreret.")


@click.group()
def frister() -> None:
    """Frister."""


@frister.command()
@click.option("--dry-run", is_flag=True, help="Send intet; vis, hvad der er forfaldent.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def rykkere(dry_run: bool, as_json: bool) -> None:
    """Påmind de ansvarlige om frister og boligorganisationerne om anmodninger. Kør den hver morgen."""
    setup_django()
    from dataclasses import asdict

    from django.utils import timezone

    from almen.ansoegninger.services.rykker import due_anmodninger, send_anmodningsrykkere
    from almen.ansoegninger.services.rykker import grund_of as grund_of_anmodning
    from almen.sager.services.rykker import due_frister, grund_of, send_rykkere

    if dry_run:
        today = timezone.localdate()
        asked = [
            {
                "sag": item.sag.nummer,
                "frist": "Svar på anmodning",
                "dato": item.frist.isoformat() if item.frist else "",
                "grund": str(grund_of_anmodning(item, today)),
            }
            for item in due_anmodninger(today)
        ]
        rows = [
            {
                "sag": frist.sag.nummer,
                "frist": frist.titel,
                "dato": frist.dato.isoformat(),
                "grund": str(grund_of(frist, today)),
            }
            for frist in due_frister(today)
        ] + asked
        if as_json:
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for row in rows:
                click.echo(f"{row['dato']}  {row['grund']:<12} {row['sag']}  {row['frist']}")
            click.echo(f"{len(rows)} frister er forfaldne eller forfalder snart. Intet er sendt.")
        return
    result, door = send_rykkere(), send_anmodningsrykkere()
    if as_json:
        click.echo(json.dumps(asdict(result) | {"anmodninger": asdict(door)}, ensure_ascii=False, indent=2))
    else:
        click.echo(
            f"{result.rykkere} nye rykkere, {result.mails} e-mails sendt, {result.fejlet} fejlede, "
            f"{result.uden_ansvarlig} frister i sager uden ansvarlig."
        )
        click.echo(
            f"Boligorganisationer: {door.rykkere} nye rykkere, {door.mails} e-mails sendt, {door.fejlet} fejlede, "
            f"{door.uden_adresse} rykkere uden adresse."
        )
    if result.fejlet or door.fejlet:
        raise SystemExit(1)
