"""Numbers with names: each a bar, or a band from the lowest to the highest, in a panel for each heading."""

from collections.abc import Sequence
from textwrap import wrap

from course_utils.charts import captions
from course_utils.charts.rows import Row
from course_utils.charts.theme import COLOURS, DASH, HOLLOW, INK, NO_TITLE, WIDTH, Spec, mirrored, told, tooltip

NAMES, NAME = 200, 36  # room for the names of bars, and letters in a line of it
BAR = 26

_NUMBER = {"field": "number", "type": "nominal"}


def bars(rows: Sequence[Row]) -> list[Spec]:
    """Return each row as a bar with its name, under headings: a panel for each heading, all with one axis."""
    grouped = captions.groups(rows)
    # What counts different things has different colours; what counts one thing on several dates has one.
    colours = COLOURS if any(row.other for row in rows) else COLOURS[:1]
    most = max(row.top if row.high is None else row.high for row in rows)
    panels = []
    for number, (heading, named) in enumerate(grouped.items()):
        last = number == len(grouped) - 1
        across: Spec = {
            "type": "quantitative",
            "scale": {"domain": [0, most], "nice": True},
            "axis": {**NO_TITLE, "format": ",d", "tickCount": 5, "labels": last, "ticks": last},
        }
        if mirrored():
            across["scale"]["reverse"] = True
        data = [told(row) | {"name": "\n".join(wrap(label, NAME))} for label, row in named]
        tall = any("\n" in one["name"] for one in data)
        panel = {
            "width": WIDTH - NAMES,
            "height": {"step": BAR + 12 if tall else BAR},
            "data": {"values": data},
            "layer": _bar_marks(data, across, colours[number % len(colours)]),
        }
        title = {"text": captions.capitalised(heading), "fontSize": 13, "frame": "group", "offset": 4}
        panels.append({"title": title, **panel} if heading else panel)
    return panels


def _bar_marks(data: Sequence[Spec], across: Spec, colour: str) -> list[Spec]:
    names = list(dict.fromkeys(one["name"] for one in data))
    axis: Spec = {**NO_TITLE, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 400, "ticks": False}
    if mirrored():
        axis["orient"] = "right"
    y = {"field": "name", "type": "nominal", "sort": names, "axis": axis}
    seen = {"tooltip": tooltip(), "description": {"field": "said"}}
    bar = {"type": "bar", "stroke": colour, "fill": colour, "strokeWidth": 1.5, "height": {"band": 0.62}}
    band = {**bar, "height": {"band": 0.3}, "fillOpacity": 0.35}
    beside = {"align": "right", "dx": -6} if mirrored() else {"align": "left", "dx": 6}
    number = {"type": "text", **beside, "fontSize": 11, "color": INK, "aria": False}
    end = {"calculate": "isValid(datum.high) ? datum.high : datum.value", "as": "right"}
    marks: list[Spec] = [
        {"transform": [end], "mark": number, "encoding": {"y": y, "x": {"field": "right", **across}, "text": _NUMBER}}
    ]
    if any("value" in one for one in data):
        place: Spec = {"y": y, "x": {"field": "value", **across}}
        look: Spec = {"fillOpacity": HOLLOW, "strokeDash": DASH}
        only = [{"filter": "isValid(datum.value)"}]
        marks.insert(0, {"transform": only, "mark": bar, "encoding": {**place, **look, **seen}})
    if any("low" in one for one in data):
        place = {"y": y, "x": {"field": "low", **across}, "x2": {"field": "high"}}
        only = [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
        marks.insert(0, {"transform": only, "mark": band, "encoding": {**place, **seen}})
    return marks
