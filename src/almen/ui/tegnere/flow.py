"""How things go from step to step: lanes where there is room, else a list of arrows. Knows no Django."""

from __future__ import annotations

from typing import Any

from almen.ui.tegnere import lag
from almen.ui.tegnere.farver import MUTED, PALETTE
from almen.ui.tegnere.flowbaner import NAMES, place_lanes
from almen.ui.tegnere.flowliste import place_list
from almen.ui.tegnere.flownoegle import BACK, DASH, FORWARD, WAITS

WIDE = 700  # from here on lanes; below a list
STYLES: dict[str, dict[str, Any]] = {
    "fase": {"align": "left", "fontWeight": "bold", "fontSize": 14, "color": PALETTE[0]},
    "bane": {"align": "center", "fontWeight": "bold"},
    "navn": {"align": "left", "limit": NAMES - 20},
    "nummer": {"align": "right", "fontWeight": "bold", "color": PALETTE[0]},
    "hvem": {"align": "left", "fontSize": 12, "color": MUTED, "limit": NAMES - 20},
    "pil_h": {"align": "right", "fontSize": 12, "kant": True},
    "pil_v": {"align": "left", "fontSize": 12, "kant": True},
    "tilbage_h": {"align": "right", "fontSize": 12, "color": BACK, "kant": True},
    "tilbage_v": {"align": "left", "fontSize": 12, "color": BACK, "kant": True},
    "udfoert": {"align": "center", "fontWeight": "bold", "color": "white"},
    "venter": {"align": "center", "fontWeight": "bold", "color": WAITS},
    "forklaring": {"align": "left", "fontSize": 12.5},
    "liste": {"align": "left", "fontSize": 13},
    "fra": {"align": "left", "fontSize": 12, "color": MUTED},
    "fra_tilbage": {"align": "left", "fontSize": 12, "color": BACK},
    "trin": {"align": "left", "fontWeight": "bold", "fontSize": 14},
}


def draw_flow(alt: Any, chart: dict[str, Any]) -> Any:
    """Places are pixels, computed by `place_flow`."""
    placed = place_flow(chart)
    layers = [lag.draw_surfaces(alt, placed["flader"]), lag.draw_lines(alt, placed["streger"])]
    layers += _paths(alt, placed["veje"])
    heads = lag.base(alt, placed["spidser"]).mark_point(filled=True, opacity=1, strokeWidth=0)
    layers.append(
        heads.encode(
            shape=alt.Shape("form:N", scale=None, legend=None),
            color=alt.Color("farve:N", scale=None),
            size=alt.Size("areal:Q", scale=None, legend=None),
        )
    )
    nodes = lag.base(alt, placed["knuder"]).mark_rect(cornerRadius=5, strokeWidth=2)
    layers.append(
        nodes.encode(
            x2="x2:Q",
            y2="y2:Q",
            fill=alt.Fill("farve:N", scale=None, legend=None),
            stroke=alt.Stroke("kant:N", scale=None, legend=None),
        )
    )
    layers += lag.draw_letters(alt, placed["tekster"], STYLES)
    return alt.layer(*layers).properties(width=chart["bredde"], height=placed["hoejde"])


def _paths(alt: Any, paths: list[dict[str, Any]]) -> list[Any]:
    """Arrows' lines, the thin ones over the thick ones; what was sent back is dashed and drawn last."""
    layers = []
    for back in (False, True):
        chosen = sorted((path for path in paths if path["tilbage"] == back), key=lambda path: -path["tyk"])
        points = [
            {"x": x, "y": y, "nr": number, "orden": order, "tyk": path["tyk"]}
            for number, path in enumerate(chosen)
            for order, (x, y) in enumerate(path["punkter"])
        ]
        if not points:
            continue
        look: dict[str, Any] = {"color": BACK, "strokeDash": DASH} if back else {"color": FORWARD}
        layers.append(
            lag.base(alt, points)
            .mark_line(strokeJoin="round", **look)
            .encode(
                detail="nr:O",
                order="orden:Q",
                strokeWidth=alt.StrokeWidth("tyk:Q", scale=None, legend=None),
            )
        )
    return layers


def place_flow(chart: dict[str, Any]) -> dict[str, Any]:
    """Where everything goes, in pixels from the upper left corner."""
    place = place_lanes if chart["bredde"] >= WIDE else place_list
    return place(chart, thickness(chart))


def thickness(chart: dict[str, Any]) -> list[float]:
    """Each arrow's width: by its number, and one is still seen beside a thousand."""
    most = max(row["antal"] for row in chart["rows"])
    return [round(1.5 + 6.5 * row["antal"] / most, 1) for row in chart["rows"]]
