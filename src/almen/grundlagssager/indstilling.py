"""What indstillinger say of a changed base, and of the analysis before one: what is to be adopted from which day, why, and what is changed."""

from __future__ import annotations

import datetime as dt

from almen.grundlag.models import Grundlagsversion
from almen.grundlag.selectors.sammenligning import Talpar, compare_versions
from almen.grundlagssager.models import Medlemsforslag
from almen.grundlagssager.selectors import aendring_of, analyse_of
from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst, split_lines
from almen.regler.dansk import format_dato
from almen.sager.breve import to_fill
from almen.sager.indstilling import Indstillingsindhold, sag_kilde
from almen.sager.models import Sag
from almen.sagsgang.definition import Trin


def change_of_base(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """The draft against the version that it builds on (M7, M8); what it costs is for the case officer to say."""
    aendring = aendring_of(sag)
    version, before = aendring.version, aendring.udgangspunkt
    kilde = (sag_kilde(sag),)
    base = version.grundlag.navn
    base = base[:1].lower() + base[1:]
    first_day = format_dato(version.gyldig_fra)
    why = [Tekst(aendring.begrundelse, kilde)] if aendring.begrundelse else []
    why += _proposal(aendring.forslag)
    if aendring.tilbagevirkning:
        why.append(Tekst(f"Gælder fra en dag før beslutningen: {aendring.tilbagevirkning}", kilde))
    point = f"at version {version.version} af {base} vedtages og gælder fra {first_day}"
    return Indstillingsindhold(
        ekstra=(Tekst(point, kilde),),
        problemstilling=Afsnit("", tuple(why)),
        loesning=_changes(sag, version, before),
        oekonomi=Afsnit("", (Tekst(to_fill("ændringens økonomi for kommunen")),)),
    )


def _changes(sag: Sag, version: Grundlagsversion, before: Grundlagsversion | None) -> Afsnit:
    kilde = (sag_kilde(sag),)
    if before is None:
        return Afsnit("", (Tekst("Grundlaget afløser ingen tidligere version.", kilde),))
    figures, texts = compare_versions(before, version)
    changed = [item for item in figures if not item.ens]
    number = sum(1 for item in texts if not item.ens)
    amount = "1 afsnit er ændret" if number == 1 else f"{number} afsnit er ændret"
    told = f"Teksten: {amount}." if number else "Teksten er ikke ændret."
    rows = tuple(
        Raekke((_named(item), item.foer or "ikke fastsat", item.efter or "udgår"), kilde) for item in changed
    )
    table = Tabel("Tal og krav, der ændres", ("Navn", before.version, version.version), rows, tal=False)
    words = Tekst(
        f"Udkastet afløser version {before.version}, som gælder fra {format_dato(before.gyldig_fra)}. {told}",
        kilde,
    )
    return Afsnit("", (words,), tabeller=(table,) if rows else ())


def _named(item: Talpar) -> str:
    return f"{item.navn} ({item.enhed})" if item.enhed and item.enhed not in item.navn else item.navn


def analysis(sag: Sag, trin: Trin, dato: dt.date) -> Indstillingsindhold:
    """What the analysis has looked at and why."""
    analyse, kilde = analyse_of(sag), (sag_kilde(sag),)
    bases = ", ".join(str(item)[:1].lower() + str(item)[1:] for item in analyse.grundlag.all())
    about = f" af {bases}" if bases else ""
    return Indstillingsindhold(
        ekstra=(Tekst(f"at analysen{about} tages til efterretning", kilde),),
        problemstilling=Afsnit("", (*_proposal(analyse.forslag), *split_lines(analyse.formaal, kilde))),
    )


def _proposal(forslag: Medlemsforslag | None) -> list[Tekst]:
    if forslag is None:
        return []
    kilde = Kilde(f"Medlemsforslag: {forslag.titel}", forslag.kilde, forslag.get_absolute_url())
    return [
        Tekst(
            f"Sagen er rejst ved et medlemsforslag stillet af {forslag.stiller}: “{forslag.titel}”.", (kilde,)
        )
    ]
