"""What can be measured in a case: a step, a span from one step to another, or the whole case; data, and the ids under which routes have it.

A span begins on the day on which the first of its `fra` could be taken up (the step before was done) and ends on the day on
which the last of its `til` was done. Routes name the same thing differently: each list holds the ids of all versions, and of
those a version uses the ones it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from almen.analyse.selectors.ruter import steps_of
from almen.sagsgang.definition import Sagsgang


@dataclass(frozen=True)
class Maal:
    """A measure: a step (`til` alone, `er_trin`), a span, or the whole case (neither `fra` nor `til`)."""

    id: str
    navn: str
    fra: tuple[str, ...] = ()
    til: tuple[str, ...] = ()
    er_trin: bool = False

    @property
    def er_hele(self) -> bool:
        """True for the whole case, from its opening until it was gone through."""
        return not self.til

    def fits(self, routes: Mapping[str, Sagsgang]) -> bool:
        """True if a version has both ends."""
        return any(
            (not self.fra or not route.efter_id.keys().isdisjoint(self.fra))
            and (self.er_hele or not route.efter_id.keys().isdisjoint(self.til))
            for route in routes.values()
        )


HELE = Maal("hele", "Hele sagen, fra åbning til sidste trin")
TRIN = "trin-"
STRAEKNINGER: Mapping[str, tuple[Maal, ...]] = {
    "nybyggeri": (
        Maal(
            "ansoegning-tilsagn",
            "Fra modtaget ansøgning til tilsagn",
            ("oplysning", "indstilling_a"),
            ("tilsagn",),
        ),
        Maal(
            "ansoegning-godkendelse",
            "Fra modtaget ansøgning til godkendt økonomi (Borgerrepræsentationen, byrådet eller Direktionen)",
            ("oplysning", "indstilling_a"),
            ("br_godkendelse", "direktion_oekonomi", "byraad_a"),
        ),
        Maal(
            "tilsagn-skema_b",
            "Fra tilsagn til godkendt Skema B",
            ("skema_b_licitation",),
            ("skema_b", "byraad_b"),
        ),
        Maal(
            "godkendelse-garanti",
            "Fra godkendt økonomi til konkret garanti",
            ("suf_tilsagn", "sof_tilsagn", "tilsagn"),
            ("garanti", "byraad_b"),
        ),
        Maal(
            "skema_b-skema_c",
            "Fra godkendt Skema B til godkendt Skema C",
            ("skaeringsdag",),
            ("skema_c", "byraad_c"),
        ),
    ),
    "renovering": (
        Maal(
            "ansoegning-godkendelse",
            "Fra modtaget ansøgning til politisk godkendelse",
            ("indstilling",),
            ("br_godkendelse", "kommunalbestyrelsen"),
        ),
        Maal(
            "godkendelse-garanti",
            "Fra politisk godkendelse til konkret garanti",
            ("lbf_tilsagn", "garanti", "skema_b"),
            ("garanti",),
        ),
        Maal(
            "skema_b-skema_c",
            "Fra godkendt Skema B til godkendt Skema C",
            ("skema_c",),
            ("skema_c", "skema_c_godkendelse"),
        ),
    ),
}


def measures_of(sagstype: str, routes: Mapping[str, Sagsgang]) -> dict[str, Maal]:
    """What can be measured in this case type by id: its spans, the whole case, then every step of its routes."""
    spans = [maal for maal in STRAEKNINGER.get(sagstype, ()) if maal.fits(routes)]
    steps = [
        Maal(f"{TRIN}{trin.id}", trin.navn, til=(trin.id,), er_trin=True)
        for trin in steps_of(routes).values()
    ]
    return {maal.id: maal for maal in (*spans, HELE, *steps)}
