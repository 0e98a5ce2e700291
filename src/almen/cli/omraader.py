"""Commands about housing areas."""

from __future__ import annotations

import click

from almen.cli.drift import setup_django


@click.group()
def omraader() -> None:
    """Udsatte områder."""


@omraader.command()
@click.option("--kontrol", is_flag=True, help="Skriv intet; sig kun, om noget afviger.")
def genopbyg(kontrol: bool) -> None:
    """Beregn områdernes stilling på alle lister igen ud fra tal, offentliggjorte klasser og regler."""
    setup_django()
    from almen.omraader.services.stand import find_afvigelser, rebuild_stande

    if not kontrol:
        click.echo(f"{rebuild_stande()} stillinger på lister er beregnet.")
        return
    afvigelser = list(find_afvigelser())
    for line in afvigelser:
        click.echo(line, err=True)
    if afvigelser:
        raise SystemExit(1)
    click.echo("Områdernes stillinger svarer til tallene og reglerne.")


@omraader.command()
def fremskriv() -> None:
    """Beregn fremskrivningerne til de næste lister igen, og prøv metoden på de lister, der er kendt."""
    setup_django()
    from almen.omraader.services.fremskrivning import refresh_fremskrivninger

    click.echo(f"{refresh_fremskrivninger()} områder er fremskrevet.")
