"""The map's part of the drawing program: areas by their outlines, marks, names and figures. Knows no Django."""

from __future__ import annotations

from typing import Any

from almen.ui.tegnere.farver import INK, MARKS, MUTED, SHADES
from almen.ui.tegnere.kortflader import draw_key, draw_numbers, draw_surfaces
from almen.ui.tegnere.omrids import bounds, height_of, shape_of


def draw_map(alt: Any, chart: dict[str, Any]) -> Any:
    """Areas shaded by their figure with name and figure on them; over them surfaces by class and marks sized by theirs."""
    areas = [_signed(shape_of(row)) for row in chart["omraader"]]
    surfaces = [shape_of(row) for row in chart["flader"]]
    points = [{**mark, "x": float(mark["x"]), "y": float(mark["y"])} for mark in chart["maerker"]]
    wide = chart["bredde"] >= 400
    opacity = 0.25 if points else 1.0
    box, width = bounds(areas or surfaces), chart["bredde"]
    layers = [_ground(alt, chart, areas)] if areas else []
    if surfaces and areas and wide:
        layers += _names(alt, areas, MUTED, 12)
    if surfaces:
        layers += draw_surfaces(alt, surfaces, chart["klasser"], opacity=opacity)
    if points:
        layers.append(_marks(alt, chart, points, wide))
    if not surfaces:
        layers += _names(alt, areas, INK, 12 if wide else 11)
    if len(surfaces) > 1:
        layers += draw_numbers(alt, surfaces, chart["klasser"], width, box)
    drawing = (
        alt.layer(*layers)
        .resolve_scale(fill="independent")
        .project(type="mercator")
        .properties(width=width, height=round(width * height_of(box)))
    )
    if not surfaces:
        return drawing
    return alt.vconcat(drawing, draw_key(alt, surfaces, chart["klasser"], width, opacity=opacity), spacing=12)


def _ground(alt: Any, chart: dict[str, Any], areas: list[dict[str, Any]]) -> Any:
    shapes = alt.Chart(alt.Data(values=areas))
    values = [area["v"] for area in areas if area["v"] is not None]
    if not values:
        return shapes.mark_geoshape(stroke="#6b7480", strokeWidth=1, fill=SHADES[0])
    return shapes.mark_geoshape(stroke="#6b7480", strokeWidth=1).encode(
        fill=alt.Fill(
            "v:Q",
            scale=alt.Scale(domain=[0, max([1, *values])], range=SHADES),
            legend=alt.Legend(
                title=f"{chart['akse'].capitalize()} i området",
                orient="bottom",
                format=",d",
                tickCount=3,
                gradientLength=140,
                gradientStrokeColor="#6b7480",
                gradientStrokeWidth=1,
            ),
        )
    )


def _names(alt: Any, areas: list[dict[str, Any]], colour: str, size: int) -> list[Any]:
    labels = alt.Chart(alt.Data(values=areas)).encode(
        longitude="lx:Q", latitude="ly:Q", text=alt.Text("skilt:N")
    )
    style: dict[str, Any] = {"fontSize": size, "lineBreak": "\n", "baseline": "middle", "color": colour}
    return [labels.mark_text(**style, stroke="white", strokeWidth=3), labels.mark_text(**style)]


def _signed(area: dict[str, Any]) -> dict[str, Any]:
    """An area with what is written on it, and its figure to shade it by."""
    value = None if area["v"] is None else float(area["v"])
    sign = area["k"].replace("-", "-\n", 1) + ("" if value is None else "\n" + area["tekst"])
    return area | {"v": value, "skilt": sign}


def _marks(alt: Any, chart: dict[str, Any], points: list[dict[str, Any]], wide: bool) -> Any:
    series = chart["serier"]
    look = [MARKS[index % len(MARKS)] for index in range(len(series))]
    colours = alt.Scale(domain=series, range=[colour for _, colour in look])
    forms = alt.Scale(domain=series, range=[form for form, _ in look])
    legend = alt.Legend(orient="top", columns=4 if wide else 2)
    return (
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1)
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            color=alt.Color("s:N", sort=series, scale=colours, legend=legend),
            shape=alt.Shape("s:N", sort=series, scale=forms, legend=legend),
            size=alt.Size(
                "v:Q",
                scale=alt.Scale(domain=[0, max([1, *(point["v"] for point in points)])], range=[25, 500]),
                legend=alt.Legend(
                    title=f"{chart['akse'].capitalize()} i mærket",
                    orient="bottom",
                    format=",d",
                    values=_steps(max(point["v"] for point in points)),
                    direction="horizontal",
                    symbolType="circle",
                    symbolFillColor="#6b7480",
                    symbolStrokeWidth=0,
                ),
            ),
        )
    )


def _steps(largest: int) -> list[int]:
    """Two or three round sizes for the legend, up to the largest."""
    ten = 10 ** max(0, len(str(largest)) - 1)
    return sorted({max(1, step) for step in (ten // 2, ten, ten * (largest // ten))})
