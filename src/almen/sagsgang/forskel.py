"""What changed between two versions of a route, in plain Danish."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from almen.sagsgang.definition import AFSLUT, FristRegel, Sagsgang, Trin


@dataclass(frozen=True)
class Aendring:
    """One change. `art` is `tilfoejet`, `fjernet` or `aendret`; `felt` is empty for a whole step."""

    art: str
    trin: str
    felt: str
    besked: str

    def __str__(self) -> str:
        return self.besked


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(item)}" for key, item in value.items()) or "altid"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(str(item) for item in value) or "ingen"
    return str(value) or "tom"


def _frist(value: FristRegel | None) -> str:
    if value is None:
        return "ingen"
    length = value.parameter or (f"{value.maaneder} måneder" if value.maaneder else f"{value.dage} dage")
    return f"{length}{' (arbejdsdage)' if value.arbejdsdage else ''} efter {value.efter}"


def _rejected(value: str) -> str:
    return "sagen slutter" if value == AFSLUT else f"tilbage til {value}"


_FELTER: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("navn", "navn", _plain),
    ("offentligt_navn", "offentligt navn", _plain),
    ("fase", "fase", _plain),
    ("aktoer", "aktør", _plain),
    ("medvirkende", "medvirkende", _plain),
    ("handling", "handling", _plain),
    ("genstand", "genstand", _plain),
    ("efter", "følger efter", _plain),
    ("naar", "gælder for", _plain),
    ("valgfrit", "valgfrit", _plain),
    ("kontroller", "kontroller", _plain),
    ("virkninger", "virkninger", _plain),
    ("tilbage_ved_nej", "tilbage, når en kontrol siger nej", _plain),
    ("dispensation_mulig", "dispensation mulig", _plain),
    ("frist", "frist", _frist),
    ("hjemmel", "hjemmel", _plain),
    ("ved_forkastet", "ved forkastelse", _rejected),
    ("standsningsret", "standsningsret", _plain),
    ("sikkerhed", "sikkerhed", _plain),
    ("note", "note", _plain),
)


def diff_sagsgange(foer: Sagsgang | None, efter: Sagsgang) -> list[Aendring]:
    """What is different in `efter`, field by field. With `foer` None every step is new."""
    old = foer.efter_id if foer else {}
    changes = [
        Aendring("fjernet", trin.id, "", f"Trinnet “{trin.navn}” ({trin.id}) er fjernet.")
        for trin in (foer.trin if foer else ())
        if trin.id not in efter.efter_id
    ]
    for trin in efter.trin:
        if trin.id not in old:
            changes.append(
                Aendring(
                    "tilfoejet", trin.id, "", f"Trinnet “{trin.navn}” ({trin.id}, {trin.aktoer}) er nyt."
                )
            )
        else:
            changes.extend(_changed(old[trin.id], trin))
    if foer:
        changes.extend(_phases(foer, efter))
    return changes


def _changed(foer: Trin, efter: Trin) -> list[Aendring]:
    changes = []
    for felt, label, show in _FELTER:
        a, b = getattr(foer, felt), getattr(efter, felt)
        if a != b:
            text = f"Trinnet “{efter.navn}” ({efter.id}): {label} er ændret fra “{show(a)}” til “{show(b)}”."
            changes.append(Aendring("aendret", efter.id, felt, text))
    return changes


def _phases(foer: Sagsgang, efter: Sagsgang) -> list[Aendring]:
    a, b = (", ".join(fase.navn for fase in item.faser) for item in (foer, efter))
    return [Aendring("aendret", "", "faser", f"Faserne er ændret fra “{a}” til “{b}”.")] if a != b else []
