"""A figure as a Vega-Lite document: the numbers, the events on their dates, and below them what belongs to them.

It is a plain dictionary that any Vega-Lite 5 program draws. The light card it stands on is part of it, so that
its colours hold in a dark theme too. Hollow marks and dashed lines are numbers of medium or low confidence.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap
from typing import Any

from course_utils.charts import words
from course_utils.charts.rows import Row
from course_utils.knowledge.records import Event, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Blue and orange of the palette of Okabe and Ito, the orange darker: they differ for every kind of colour vision.
CARD, INK, QUIET, GRID = "#fbfaf7", "#1f1f1f", "#595959", "#dcdad4"
COLOURS = ("#0072b2", "#a85400", "#4b4b4b")
SHAPES = ("circle", "diamond", "triangle-up")
WIDTH, HEIGHT, BAR = 600, 280, 26
LINE = 96  # letters in a line of the text below a chart
NAME = 36  # letters in a line of the name of a bar
# Longer than this between two counts, nothing is drawn: nobody counted, and a line would say otherwise.
APART = timedelta(days=550)
SURE, UNSURE = "high confidence", "medium or low confidence"

Spec = dict[str, Any]


def spec(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> Spec:
    """Return the Vega-Lite document of these rows of a figure, with these events beside them."""
    drawn = _along_time(figure, rows, events) if words.on_a_time_axis(figure) else _bars(rows)
    subtitle = [figure.unit, *([words.CONTENT_NOTE] if figure.content_note else [])]
    said = [f"{figure.title}.", f"Unit: {figure.unit}.", *words.shape(figure, rows)]
    said += [words.DATES_ONLY, *map(words.named, events)] if events else []
    return {
        "$schema": SCHEMA,
        "description": " ".join(said),
        "background": CARD,
        "padding": 14,
        "title": {"text": wrap(figure.title, 70), "subtitle": subtitle},
        "vconcat": [drawn, _below(figure, rows, events)],
        "spacing": 14,
        "config": _CONFIG,
        # For programs that embed the document: letters stay letters, and no button leads to another site.
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
    }


def _along_time(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> Spec:
    names = list(words.series(rows))
    data = [_told(row) | _place(row) for row in rows]
    if figure.chart == "line":
        marks = [_lines(rows, names), *_points(data, names)]
    elif figure.chart == "range":
        marks = [*_ranges(data), *_points(data, names)]
    else:
        marks = _columns(data)
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": data, "format": {"parse": dict.fromkeys(("middle", "start", "end"), "utc:'%Y-%m-%d'")}},
        "layer": [*_rules(events, last - first), *marks],
        "resolve": {"legend": {"fillOpacity": "independent"}},
    }


def _told(row: Row) -> Spec:
    """Return what a mark carries, without what is not there: Vega-Lite would draw a missing number as 0."""
    told = {
        "said": f"{row.when}: {row.number}{f', {row.category}' if row.category else ''}",
        "when": row.when,
        "number": row.number,
        "series": words.series_of(row),
        "sure": SURE if row.sure else UNSURE,
        "note": row.said_note or "none",
        "source": row.source.publisher,
    }
    values = {"value": row.value, "low": row.low, "high": row.high}
    return told | {name: value for name, value in values.items() if value is not None}


def _place(row: Row) -> Spec:
    return {"middle": str(row.middle), "start": str(row.first), "end": str(row.last + timedelta(days=1))}


def _x(field: str = "middle") -> Spec:
    axis = {"title": None, "grid": False, "labelOverlap": True}
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": {"title": None, "format": ","}}


_TOOLTIP = [
    {"field": "when", "title": "When"},
    {"field": "number", "title": "Number"},
    {"field": "note", "title": "Note"},
    {"field": "source", "title": "Source"},
]
_DASH = {"condition": {"test": f"datum.sure === '{UNSURE}'", "value": [4, 3]}, "value": [1, 0]}


def _fill(data: Sequence[Spec]) -> Spec:
    """Return what makes an unsure mark hollow, with its legend where there is one."""
    legend = {
        "title": None,
        "orient": "bottom",
        "symbolType": "circle",
        "symbolFillColor": INK,
        "symbolStrokeColor": INK,
    }
    return {
        "field": "sure",
        "type": "nominal",
        "scale": {"domain": [SURE, UNSURE], "range": [1, 0]},
        "legend": legend if any(one["sure"] == UNSURE for one in data) else None,
    }


def _colour(names: Sequence[str]) -> Spec:
    legend = {"title": None, "orient": "top", "labelLimit": 400, "symbolSize": 90}
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(names), "range": list(COLOURS[: len(names)])},
        "legend": legend if len(names) > 1 else None,
    }


def _lines(rows: Sequence[Row], names: Sequence[str]) -> Spec:
    """Return the lines between neighbouring counts, dashed where one of the two is not sure."""
    parts = []
    for name, held in words.series(rows).items():
        for one, other in pairwise(held):
            if other.middle - one.middle <= APART and not one.other:
                ends = {"middle": str(one.middle), "end": str(other.middle), "value": one.top, "next": other.top}
                parts.append(ends | {"series": name, "sure": SURE if one.sure and other.sure else UNSURE})
    return {
        "data": {"values": parts, "format": {"parse": dict.fromkeys(("middle", "end"), "utc:'%Y-%m-%d'")}},
        "mark": {"type": "rule", "strokeWidth": 2, "aria": False},
        "encoding": {
            "x": _x(),
            "x2": {"field": "end"},
            "y": _y("value"),
            "y2": {"field": "next"},
            "stroke": {**_colour(names), "legend": None},
            "strokeDash": _DASH,
        },
    }


def _points(data: Sequence[Spec], names: Sequence[str]) -> list[Spec]:
    shape = _colour(names)
    place = {"x": _x(), "y": _y("value")}
    shapes = {**shape, "scale": {"domain": list(names), "range": list(SHAPES[: len(names)])}}
    here = [{"filter": "isValid(datum.value)"}]
    under = {"type": "point", "filled": True, "size": 70, "fill": CARD, "opacity": 1, "aria": False}
    return [
        {"transform": here, "mark": under, "encoding": {**place, "shape": {**shapes, "legend": None}}},
        {
            "transform": here,
            "mark": {"type": "point", "size": 70, "opacity": 1, "strokeWidth": 2},
            "encoding": {
                **place,
                "stroke": shape,
                "fill": {**shape, "legend": None},
                "shape": shapes,
                "fillOpacity": _fill(data),
                "tooltip": _TOOLTIP,
                "description": {"field": "said"},
            },
        },
    ]


def _ranges(data: Sequence[Spec]) -> list[Spec]:
    place = {"x": _x(), "y": _y("low"), "y2": {"field": "high"}}
    here = [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
    bar = {"type": "rule", "strokeWidth": 7, "color": COLOURS[0], "opacity": 0.35, "aria": False}
    ends = {"type": "tick", "orient": "horizontal", "size": 13, "thickness": 2, "color": COLOURS[0], "aria": False}
    return [
        {"transform": here, "mark": bar, "encoding": place},
        {"transform": here, "mark": ends, "encoding": {"x": _x(), "y": _y("low")}},
        {"transform": here, "mark": ends, "encoding": {"x": _x(), "y": _y("high")}},
    ]


def _columns(data: Sequence[Spec]) -> list[Spec]:
    bar = {"type": "bar", "color": COLOURS[0], "stroke": COLOURS[0], "strokeWidth": 1.5, "binSpacing": 4}
    number = {"type": "text", "dy": -7, "fontSize": 11, "color": INK, "aria": False}
    return [
        {
            "mark": bar,
            "encoding": {
                "x": {**_x("start"), "bin": "binned"},
                "x2": {"field": "end"},
                "y": _y("value"),
                "fillOpacity": _fill(data),
                "strokeDash": _DASH,
                "tooltip": _TOOLTIP,
                "description": {"field": "said"},
            },
        },
        {"mark": number, "encoding": {"x": _x(), "y": _y("value"), "text": {"field": "value", "format": ","}}},
    ]


def _rules(events: Sequence[Event], length: timedelta) -> list[Spec]:
    """Return a line for each event on its day, with its number above; numbers that would touch stand in two rows."""
    values, level, before = [], 0, date.min
    for number, event in enumerate(events, start=1):
        day = words.day_of(event)
        level = 1 - level if day - before < length * 0.03 else 0
        before = day
        said = words.named(event)
        values.append({"day": str(day), "number": str(number), "level": level, "said": said})
    if not values:
        return []
    data = {"values": values, "format": {"parse": {"day": "utc:'%Y-%m-%d'"}}}
    layers: list[Spec] = [
        {
            "data": data,
            "mark": {"type": "rule", "color": QUIET, "strokeWidth": 1},
            "encoding": {"x": _x("day"), "tooltip": {"field": "said"}, "description": {"field": "said"}},
        }
    ]
    for row in sorted({one["level"] for one in values}):
        layers.append(
            {
                "data": data,
                "transform": [{"filter": f"datum.level === {row}"}],
                "mark": {"type": "text", "y": -8 - 13 * row, "fontWeight": "bold", "color": INK, "aria": False},
                "encoding": {"x": _x("day"), "text": {"field": "number"}},
            }
        )
    return layers


def _bars(rows: Sequence[Row]) -> Spec:
    """Return each row as a bar with its name, under headings; each heading is a panel of its own."""
    grouped = words.groups(rows)
    data = [
        _told(row)
        | {"heading": heading, "name": "\n".join(wrap(label, NAME)), "order": order}
        | ({"right": row.high if row.high is not None else row.value})
        for heading, named in grouped.items()
        for order, (label, row) in enumerate(named)
    ]
    colours = COLOURS if any(row.other for row in rows) else COLOURS[:1] * len(grouped)
    y = {
        "field": "name",
        "type": "nominal",
        "sort": {"field": "order"},
        "axis": {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 400, "ticks": False},
    }
    colour = {
        "field": "heading",
        "type": "nominal",
        "scale": {"domain": list(grouped), "range": [colours[n % len(colours)] for n in range(len(grouped))]},
        "legend": None,
    }
    height = {"step": BAR + 12 if any("\n" in one["name"] for one in data) else BAR}
    layer = [*_bar_marks(data, y, colour)]
    header = {"title": None, "labelOrient": "top", "labelAnchor": "start", "labelFontWeight": "bold"}
    panel: Spec = {"width": WIDTH - 230, "height": height, "layer": layer}
    if list(grouped) == [""]:
        return {"data": {"values": data}, **panel}
    return {
        "data": {"values": data},
        "facet": {"row": {"field": "heading", "type": "nominal", "sort": list(grouped), "header": header}},
        "spec": panel,
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 10,
    }


def _bar_marks(data: Sequence[Spec], y: Spec, colour: Spec) -> list[Spec]:
    value, low = [{"filter": "isValid(datum.value)"}], [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
    seen = {"tooltip": _TOOLTIP, "description": {"field": "said"}}
    bar = {"type": "bar", "strokeWidth": 1.5, "height": {"band": 0.62}}
    rule = {"type": "rule", "strokeWidth": 3, "color": INK, "aria": False}
    band = {"type": "bar", "height": {"band": 0.3}, "fillOpacity": 0.35, "strokeWidth": 1.5}
    number = {"type": "text", "align": "left", "dx": 6, "fontSize": 11, "color": INK, "aria": False}
    marks = [
        {
            "transform": value,
            "mark": bar,
            "encoding": {
                "y": y,
                "x": _across("value"),
                "stroke": colour,
                "fill": colour,
                "fillOpacity": _fill(data),
                "strokeDash": _DASH,
                **seen,
            },
        },
        {
            "mark": number,
            "encoding": {"y": y, "x": _across("right"), "text": {"field": "number"}},
        },
    ]
    if any("low" in one and "value" not in one for one in data):
        ends = {"y": y, "x": _across("low"), "x2": {"field": "high"}, "stroke": colour, "fill": colour}
        marks.insert(0, {"transform": low, "mark": band, "encoding": {**ends, **seen}})
    elif any("low" in one for one in data):
        ends = {"y": y, "x": _across("low"), "x2": {"field": "high"}}
        marks.append({"transform": low, "mark": rule, "encoding": ends})
    return marks


def _across(field: str) -> Spec:
    axis = {"title": None, "format": ",", "tickCount": 5}
    return {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": axis}


def _below(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> Spec:
    """Return the text under a chart: its events, its note, and who published the numbers."""
    lines: list[str] = []
    if events:
        lines += _folded(words.DATES_ONLY)
        for number, event in enumerate(events, start=1):
            lines += _folded(f"{number}  {words.named(event)}")
    if figure.note:
        lines += ["", *_folded(f"Note: {figure.note}")]
    publishers = dict.fromkeys(row.source.publisher for row in rows)
    lines += ["", *_folded(f"Sources: {'; '.join(publishers)}.")]
    lines = lines[1:] if not lines[0] else lines
    values = [{"line": number, "text": text} for number, text in enumerate(lines)]
    return {
        "width": WIDTH,
        "height": {"step": 16},
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "x": 0, "fontSize": 12, "color": INK, "aria": False},
        "encoding": {
            "y": {"field": "line", "type": "ordinal", "axis": None},
            "text": {"field": "text", "type": "nominal"},
        },
    }


def _folded(text: str) -> list[str]:
    return wrap(text, LINE, subsequent_indent="\u2003")


_CONFIG = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "group",
        "color": INK,
        "fontSize": 16,
        "subtitleColor": INK,
        "subtitleFontSize": 13,
        "offset": 26,
    },
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": QUIET,
        "tickColor": QUIET,
        "gridColor": GRID,
        "labelFontSize": 12,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "symbolStrokeWidth": 2},
    "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13},
    "style": {"guide-label": {"fill": INK}, "guide-title": {"fill": INK}},
}
