"""What a domain app may say of its case in an indstilling, and how it names the case as a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from almen.papirer import Afsnit, Kilde, Raekke, Tabel, Tekst
from almen.regler.dansk import format_kroner
from almen.sager.models import Sag
from almen.sagsgang.register import REGISTER

NOTHING = Afsnit("")


@dataclass(frozen=True)
class Indstillingsindhold:
    """Parts of an indstilling; what is left empty is composed from the case itself.

    `punkter` are at-points by the genstand that they are about; `ekstra` follow them. Headings of the parts are not used: the
    municipality's profile has them.
    """

    resume: tuple[Tekst, ...] = ()
    punkter: Mapping[str, tuple[Tekst, ...]] = field(default_factory=dict)
    ekstra: tuple[Tekst, ...] = ()
    problemstilling: Afsnit = NOTHING
    loesning: Afsnit = NOTHING
    oekonomi: Afsnit = NOTHING
    retsgrundlag: tuple[Tekst, ...] = ()


def sag_kilde(sag: Sag, hvad: str = "", henvisning: str = "") -> Kilde:
    """The case's record as a source, with the domain's own page for it."""
    sagstype = REGISTER.sagstype(sag.sagstype)
    url = sagstype.side_url(sag) if sagstype.side_url else None
    return Kilde(
        f"Sag {sag.nummer}: {hvad or sagstype.side_navn.lower()}", henvisning, url or sag.get_absolute_url()
    )


def tabel_of_oekonomi(sag: Sag, oekonomi: Mapping[str, Any] | None) -> tuple[Tabel, ...]:
    """The case page's table of amounts as a paper's; nothing where there is none."""
    if not oekonomi or not oekonomi["rows"]:
        return ()
    kilde = (sag_kilde(sag, "beløb pr. skema"),)
    rows = tuple(
        Raekke((row["titel"], *map(_amount, row["beloeb"])), kilde, er_sum=bool(row.get("sum")))
        for row in oekonomi["rows"]
    )
    return (Tabel("Beløb", ("Post", *oekonomi["columns"]), rows),)


def _amount(value: Any) -> str:
    if value is None:
        return "ikke oplyst"
    return format_kroner(value) if isinstance(value, int) else str(value)
