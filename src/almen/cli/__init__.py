"""The command line: `./almen …`. Bad input is exit code 2 and one line per error on standard error."""

from __future__ import annotations

import importlib
import os

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almen.konfiguration.settings")

# Command → module and attribute; loaded when asked for, so that a calculation does not wait for the web server.
COMMANDS = {
    "demo": "demo:demo",
    "serve": "drift:serve",
    "worker": "drift:worker",
    "migrate": "drift:migrate",
    "backup": "sikkerhedskopi:backup",
    "restore": "sikkerhedskopi:restore",
    "bruger": "drift:bruger",
    "test": "udvikling:test",
    "check": "udvikling:check",
    "billeder": "billeder:billeder",
    "beregn": "beregn:beregn",
    "beslutningsvej": "beregn:beslutningsvej",
    "parametre": "beregn:parametre",
    "grundkapital": "byggeri:grundkapital",
    "statistik": "statistik:statistik",
    "journal": "sager:journal",
    "importer": "importer:importer",
    "frister": "sager:frister",
    "papir": "papirer:papir",
    "aarshjul": "aarshjul:aarshjul",
    "notat": "notat:notat",
    "sager": "sager:sager",
    "omraader": "omraader:omraader",
    "udlejning": "udlejning:udlejning",
    "grundlag": "sager:grundlag",
    "tilsyn": "tilsyn:tilsyn",
    "analyse": "analyse:analyse",
}


class LazyGroup(click.Group):
    """Loads a subcommand's module only when that subcommand is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        return getattr(importlib.import_module(f"almen.cli.{module}"), attribute)  # type: ignore[no-any-return]


class Stop(click.ClickException):
    """Ends the command with one clear sentence and exit code 1."""

    def show(self, file: object = None) -> None:
        click.echo(f"almen: {self.message}", err=True)


class BadInput(click.ClickException):
    """Ends the command with one line per error and exit code 2."""

    exit_code = 2

    def __init__(self, fejl: list[str]) -> None:
        super().__init__("\n".join(fejl))

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Almen: styring af almene boliger i en kommune."""


def main() -> None:
    """Runs the command line; a full disk or an unreachable database is one sentence, not a traceback."""
    try:
        cli(prog_name="almen")
    except OSError as error:
        if error.errno == 28:
            click.echo("almen: disken er fuld. Gør plads, og prøv igen; intet halvt er gemt.", err=True)
        else:
            click.echo(f"almen: {error.strerror or error} ({error.filename or 'ukendt fil'})", err=True)
        raise SystemExit(1) from error
    except Exception as error:
        if type(error).__module__.startswith("django.db") or type(error).__name__ == "OperationalError":
            if "disk is full" in str(error) or "No space left" in str(error):
                click.echo("almen: disken er fuld. Gør plads, og prøv igen; intet halvt er gemt.", err=True)
            else:
                first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                click.echo(f"almen: databasen svarer ikke, som den skal: {first}", err=True)
            raise SystemExit(1) from error
        raise
