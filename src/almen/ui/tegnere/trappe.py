"""Steps over days: how large a share is left, with its uncertainty. Knows no Django."""

from __future__ import annotations

from typing import Any

from almen.ui.tegnere.farver import DASHES, INK, PALETTE

COLOURS = [PALETTE[0], PALETTE[4], PALETTE[3], PALETTE[5]]


def draw_steps(alt: Any, chart: dict[str, Any]) -> Any:
    """A line in steps for each series over a shade of its interval; each has its colour and its dashes."""
    series = list(dict.fromkeys(row["s"] for row in chart["rows"]))
    points = [
        {"s": item["s"], "d": day, "v": share, "fra": low, "til": high}
        for item in chart["kurver"]
        for day, share, low, high in item["punkter"]
    ]
    scale = alt.Scale(domain=series, range=COLOURS)
    narrow = chart["bredde"] < 400
    # A shade's own legend would cover the lines': all of them say the same one.
    names = alt.Legend(
        labelLimit=0, symbolType="stroke", symbolSize=300, columns=1 if narrow else alt.Undefined
    )
    ticks = 5 if narrow else 9
    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("d:Q", title=chart["akse_x"], axis=alt.Axis(format=",~f", grid=False, tickCount=ticks)),
        color=alt.Color("s:N", sort=series, scale=scale, legend=names),
    )
    y = {"title": chart["akse"], "scale": alt.Scale(domain=[0, 100])}
    shade = base.mark_area(interpolate="step-after", opacity=0.16).encode(
        y=alt.Y("fra:Q", **y, axis=alt.Axis(tickCount=5)), y2="til:Q"
    )
    dashes = alt.StrokeDash("s:N", sort=series, scale=alt.Scale(domain=series, range=DASHES), legend=names)
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(
        y=alt.Y("v:Q", **y), strokeDash=dashes
    )
    half = alt.Chart(alt.Data(values=[{"v": 50}])).mark_rule(color=INK, strokeDash=[2, 3], opacity=0.6)
    return alt.layer(shade, half.encode(y="v:Q"), lines).properties(
        width=chart["bredde"], height=chart["hoejde"]
    )
