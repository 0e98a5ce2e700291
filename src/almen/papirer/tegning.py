"""A drawing in a paper: one SVG for the page, the PDF and the Word file, with its text for those who cannot see it."""

from __future__ import annotations

import re
from dataclasses import dataclass

BREDDE_MM = 158
HOEJST_MM = 215
_SIZE = re.compile(
    r"<svg\b[^>]*?\b(width|height)=\"([0-9.]+)(?:px)?\"[^>]*?\b(width|height)=\"([0-9.]+)(?:px)?\""
)
_SVG_BILLEDE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.bredde) * 1mm)
"""


@dataclass(frozen=True)
class Tegning:
    """A drawing with its heading; `alt` says in words what it shows. The same facts stand in a table beside it."""

    titel: str
    alt: str
    svg: str

    def __post_init__(self) -> None:
        if not _SIZE.search(self.svg):
            raise ValueError(f"Tegningen “{self.titel}” har ingen bredde og højde.")

    @property
    def bredde(self) -> float:
        """Its width on paper in mm: the page's, less where it would be too high for one page."""
        found = _SIZE.search(self.svg)
        assert found is not None  # noqa: S101 - looked at when the drawing was made
        size = {found[1]: float(found[2]), found[3]: float(found[4])}
        return round(min(BREDDE_MM, HOEJST_MM * size["width"] / size["height"]), 1)


def draw_png(svg: str, bredde: float) -> bytes:
    """The drawing as PNG (200 dots an inch) for Word, which shows no SVG everywhere. The same drawing, the same bytes."""
    import typst  # as in pdf.py

    return bytes(
        typst.compile(
            _SVG_BILLEDE.encode(),
            format="png",
            ppi=200,
            ignore_system_fonts=True,
            sys_inputs={"svg": svg, "bredde": str(bredde)},
        )
    )
