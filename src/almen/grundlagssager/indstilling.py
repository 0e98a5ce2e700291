"""What a change of a base, and the analysis before one, say in an indstilling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from almen.grundlag.models import Grundlagsversion
from almen.grundlag.selectors.sammenligning import compare_versions
from almen.grundlagssager.models import Medlemsforslag
from almen.grundlagssager.selectors import aendring_of, analyse_of
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.indstilling import Indstillingsindhold
from almen.sager.indstilling.indhold import sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin


def change(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """Which version of which base is to hold from when, why, and what it changes."""
    aendring = aendring_of(sag)
    version, kilde = aendring.version, (sag_kilde(sag),)
    name = f"version {version.version} af {_lower(version.grundlag.navn)}"
    point = Tekst(f"at {name} vedtages og træder i kraft den {format_dato(version.gyldig_fra)}", kilde)
    reasons = [*_proposal(aendring.forslag), *split_lines(aendring.begrundelse, kilde)]
    if aendring.tilbagevirkning:
        reasons.append(Tekst(f"Fra en dag før beslutningen: {aendring.tilbagevirkning}", kilde))
    figures, texts = _differences(aendring.udgangspunkt, version, kilde)
    return Indstillingsindhold(
        resume=(Tekst(f"Der tages stilling til {name}.", kilde),),
        ekstra=(point,),
        problemstilling=Afsnit("", tuple(reasons)),
        loesning=Afsnit("", (*texts, *split_lines(version.tekst, kilde)), tabeller=figures),
    )


def _differences(
    before: Grundlagsversion | None, version: Grundlagsversion, kilde: tuple[Kilde, ...]
) -> tuple[tuple[Tabel, ...], tuple[Tekst, ...]]:
    """The figures that change, side by side, and how many paragraphs do; nothing to hold a first version against."""
    if before is None:
        return (), (Tekst("Det er den første version af grundlaget.", kilde),)
    figures, paragraphs = compare_versions(before, version)
    rows = tuple(
        Raekke((pair.navn, pair.foer or "–", pair.efter or "–"), kilde) for pair in figures if not pair.ens
    )
    changed = sum(1 for pair in paragraphs if not pair.ens)
    words = "Teksten er uændret." if not changed else f"{changed} afsnit i teksten er ændret."
    table = Tabel(
        "Tal og krav, der ændres", ("Hvad", f"Version {before.version}", f"Version {version.version}"), rows
    )
    told = f"Udkastet bygger på version {before.version}. {words} Hele den nye tekst står nedenfor."
    return ((table,) if rows else ()), (Tekst(told, kilde),)


def analysis(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """What the analysis has looked at and why."""
    analyse, kilde = analyse_of(sag), (sag_kilde(sag),)
    bases = ", ".join(_lower(str(item)) for item in analyse.grundlag.all())
    about = f" af {bases}" if bases else ""
    return Indstillingsindhold(
        ekstra=(Tekst(f"at analysen{about} tages til efterretning", kilde),),
        problemstilling=Afsnit("", (*_proposal(analyse.forslag), *split_lines(analyse.formaal, kilde))),
    )


def _proposal(forslag: Medlemsforslag | None) -> Iterator[Tekst]:
    if forslag is not None:
        kilde = Kilde(f"Medlemsforslag: {forslag.titel}", forslag.kilde, forslag.get_absolute_url())
        yield Tekst(
            f"Sagen er rejst ved et medlemsforslag stillet af {forslag.stiller}: {forslag.titel}.", (kilde,)
        )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
