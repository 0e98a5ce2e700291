"""What can be asked about templates: which is in use, since when, and what there has been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from almen.papirer.arter import arter
from almen.papirer.models import Format, Skabelon, Skabelonvalg
from almen.papirer.skabelon import SHIPPED, Uploadet, file_of


@dataclass(frozen=True)
class Stand:
    """One kind in one format: the choice that holds (None: never chosen), and the file that is used without one.

    `fil` is None where the kind has no file of its own: then it uses the common template.
    """

    art: str
    navn: str
    format: str
    valg: Skabelonvalg | None
    fil: Path | None

    @property
    def skabelon(self) -> Skabelon | None:
        """The uploaded template in use."""
        return self.valg.skabelon if self.valg else None

    @property
    def format_navn(self) -> str:
        """Word or PDF."""
        return str(Format(self.format).label)

    @property
    def oprindelse(self) -> str:
        """Where the template in use comes from, in Danish."""
        if self.skabelon is not None:
            return f"Kommunens egen: {self.skabelon.filnavn}, version {self.skabelon.version}"
        if self.fil is None:
            return "Den fælles skabelon"
        return "Medfølgende" if self.fil.is_relative_to(SHIPPED) else "Fra kommunens profil"


def in_use(arter: Sequence[str], endelse: str) -> dict[str, Uploadet]:
    """The uploaded templates that are in use for these kinds in one format. One query, and one if there are any."""
    rows = Skabelonvalg.objects.filter(art__in=arter, format=endelse).order_by("id")
    latest = dict(rows.values_list("art", "skabelon"))
    found = Skabelon.objects.in_bulk([pk for pk in latest.values() if pk]) if any(latest.values()) else {}
    return {
        art: Uploadet(found[pk].filnavn, bytes(found[pk].indhold))
        for art, pk in latest.items()
        if pk is not None
    }


def stand_of(kommune: str, art: str, endelse: str) -> Stand:
    """How one kind and format stands. Raises KeyError for a kind that nobody has registered."""
    navn = arter()[art]
    valg = _choices().filter(art=art, format=endelse).order_by("-id").first()
    return Stand(art, navn, endelse, valg, file_of(kommune, art, endelse))


def all_stande(kommune: str) -> tuple[Stand, ...]:
    """Every kind in both formats, the common one first. One query."""
    latest: dict[tuple[str, str], Skabelonvalg] = {}
    for valg in _choices().order_by("id"):
        latest[valg.art, valg.format] = valg
    return tuple(
        Stand(art, navn, endelse, latest.get((art, endelse)), file_of(kommune, art, endelse))
        for art, navn in arter().items()
        for endelse in Format.values
    )


def versions_of(art: str, endelse: str) -> QuerySet[Skabelon]:
    """The uploaded templates of a kind and format without their content, newest first."""
    return (
        Skabelon.objects.filter(art=art, format=endelse)
        .defer("indhold")
        .select_related("tilfoejet_af")
        .order_by("-version")
    )


def history_of(art: str, endelse: str) -> QuerySet[Skabelonvalg]:
    """What has been in use, newest first."""
    return _choices().filter(art=art, format=endelse).order_by("-id")


def _choices() -> QuerySet[Skabelonvalg]:
    return Skabelonvalg.objects.select_related("skabelon", "valgt_af").defer("skabelon__indhold")
