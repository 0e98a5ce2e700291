"""`./almen papir`: one paper of a case as a file; nothing is kept in the case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from almen.cli import BadInput, Stop
from almen.cli.drift import setup_django


@click.command()
@click.option("--sag", "nummer", required=True, help="Sagsnummer, fx 2026-00012.")
@click.option(
    "--type", "slags", required=True, help="indstilling, foelgebrev, eller et papirs id, fx tilsagnsbrev."
)
@click.option("--organ", default="", help="Til indstilling: det organ, den skal til, fx udvalget.")
@click.option("--trin", default="", help="Til indstilling og foelgebrev: trinnet, hvis organet har flere.")
@click.option("--format", "endelse", type=click.Choice(["docx", "pdf"]), default="pdf", show_default=True)
@click.option("--dato", type=click.DateTime(["%Y-%m-%d"]), help="Papirets dato (ÅÅÅÅ-MM-DD); ellers i dag.")
@click.option(
    "--ud", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Filen, der skrives."
)
def papir(
    nummer: str, slags: str, organ: str, trin: str, endelse: str, dato: dt.datetime | None, ud: Path
) -> None:
    """Skriv et papir i en sag som Word eller PDF. Intet lægges på sagen.

    Exit-kode 0: filen er skrevet. 1: den kunne ikke skrives. 2: forkert input, med en linje for hver fejl.
    """
    setup_django()
    from django.conf import settings
    from django.utils import timezone

    from almen.papirer import SkabelonFejl, build_papir
    from almen.sager.models import Sag
    from almen.sager.selectors import all_papirer, load_forloeb

    sag = Sag.objects.select_related("boligorganisation", "ansvarlig").filter(nummer=nummer).first()
    if sag is None:
        raise BadInput([f"sag: “{nummer}” findes ikke."])
    if not ud.parent.is_dir():
        raise BadInput([f"ud: mappen {ud.parent} findes ikke."])
    day = dato.date() if dato else timezone.localdate()
    found = all_papirer(load_forloeb(sag), day).alle
    wanted = [item for item in found if _is_wanted(item, slags, organ, trin)]
    if not wanted:
        raise BadInput([_nothing(found, slags, organ, trin)])
    valg = wanted[0]  # the open step goes before those to come
    try:
        content = build_papir(valg.compose(day), settings.ALMEN_KOMMUNE, endelse)
    except SkabelonFejl as error:
        raise Stop(str(error)) from None
    ud.write_bytes(content)
    click.echo(f"{valg.type.navn} er skrevet til {ud}.")


def _is_wanted(valg: object, slags: str, organ: str, trin: str) -> bool:
    id_: str = valg.type.id  # type: ignore[attr-defined]
    if id_ == slags:
        return True
    if id_.partition("-")[0] != slags or (trin and id_ != f"{slags}-{trin}"):
        return False
    step = valg.trin  # type: ignore[attr-defined]
    return not organ or (step is not None and step.aktoer == organ)


def _nothing(found: tuple[object, ...], slags: str, organ: str, trin: str) -> str:
    """What was asked for, and what the case can have now, as it is typed."""
    asked = " ".join(filter(None, (slags, organ and f"til {organ}", trin and f"på trinnet {trin}")))
    offers = []
    for valg in found:
        kind, _, step = valg.type.id.partition("-")  # type: ignore[attr-defined]
        body = f" --organ {valg.trin.aktoer}" if valg.trin else ""  # type: ignore[attr-defined]
        offers.append(f"--type {kind}{body}{f' --trin {step}' if step else ''}")
    return f"type: {asked} kan ikke skrives i sagen nu. Muligt: {'; '.join(offers) or 'intet'}."
