"""Numbers along the years, as lines and points, as points with their range or as columns; events on their dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from course_utils.charts import captions, theme
from course_utils.charts.rows import Row
from course_utils.charts.theme import (
    CARD,
    COLOURS,
    DASH,
    HOLLOW,
    INK,
    NO_TITLE,
    SURE,
    UNSURE,
    WIDTH,
    Spec,
    mirrored,
    told,
    tooltip,
)
from course_utils.knowledge.records import Event, Figure
from course_utils.language import gettext

HEIGHT = 280
MONTHS = 2  # years that are few enough for the axis to name months
# Longer than this between two counts, nothing is drawn: nobody counted, and a line would say otherwise.
APART = timedelta(days=550)


def along_time(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> Spec:
    """Return a panel with the rows where their time is, and a numbered line for each event."""
    names = list(captions.series(rows))
    data = [told(row) | _place(row) for row in rows]
    if figure.chart == "line":
        marks = [_lines(rows, names), *_points(names)]
    elif figure.chart == "range":
        marks = [*_ranges(), *_points(names)]
    else:
        marks = _columns(rows)
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": data},
        "layer": [_axis(rows), *_rules(events, first, last), *marks],
    }


def _place(row: Row) -> Spec:
    return {"middle": _utc(row.middle), "start": _utc(row.first), "end": _utc(row.last + timedelta(days=1))}


def _utc(day: date) -> str:
    """Return a day that means the same in every time zone."""
    return f"{day}T00:00:00Z"


def _x(field: str = "middle") -> Spec:
    backwards = {"reverse": True} if mirrored() else {}
    return {"field": field, "type": "temporal", "scale": {"type": "utc", **backwards}}


def _axis(rows: Sequence[Row]) -> Spec:
    """Return a layer without marks, for the axis: whole years, each named in its middle; months where years are few."""
    years = range(min(row.first for row in rows).year, max(row.last for row in rows).year + 1)
    axis: Spec = {**NO_TITLE, "grid": False, "labelOverlap": True, "labelFlush": False}
    if len(years) > MONTHS:
        marks = [{"year": year, "utc": True} for year in years]
        axis |= {
            "values": marks,
            "format": "%Y",
            "labelOffset": round(WIDTH / len(years) / 2, 1) * (-1 if mirrored() else 1),
        }
    else:
        axis |= {
            "tickCount": {"interval": "month", "step": 3},
            "format": gettext("{month} {year}", month="%B", year="%Y"),
        }
    ends = [{"day": _utc(date(year, 1, 1))} for year in (years.start, years.stop)]
    mark = {"type": "rule", "opacity": 0, "aria": False}
    return {"data": {"values": ends}, "mark": mark, "encoding": {"x": {**_x("day"), "axis": axis}}}


def _y(field: str) -> Spec:
    side = {"orient": "right"} if mirrored() else {}
    axis = {**NO_TITLE, **side, "format": ",d"}
    return {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": axis}


def _colour(names: Sequence[str]) -> Spec:
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(names), "range": list(COLOURS[: len(names)])},
    }
    if len(names) > 1:
        named = [name for name in names if name]
        colour["legend"] = {**NO_TITLE, "orient": "top", "labelLimit": 400, "symbolSize": 90, "values": named}
    return colour


def _lines(rows: Sequence[Row], names: Sequence[str]) -> Spec:
    """Return the lines between neighbouring counts, dashed where one of the two is not sure."""
    parts = []
    for name, held in captions.series(rows).items():
        for one, other in pairwise(held):
            if other.middle - one.middle <= APART and not one.other:
                ends = {"middle": _utc(one.middle), "end": _utc(other.middle), "value": one.top, "next": other.top}
                parts.append(ends | {"series": name, "sure": SURE if one.sure and other.sure else UNSURE})
    return {
        "data": {"values": parts},
        "mark": {"type": "rule", "strokeWidth": 2, "aria": False},
        "encoding": {
            "x": _x(),
            "x2": {"field": "end"},
            "y": _y("value"),
            "y2": {"field": "next"},
            "stroke": _colour(names),
            "strokeDash": DASH,
        },
    }


def _points(names: Sequence[str]) -> list[Spec]:
    shape = _colour(names)
    place = {"x": _x(), "y": _y("value")}
    shapes = {**shape, "scale": {"domain": list(names), "range": list(theme.SHAPES[: len(names)])}}
    here = [{"filter": "isValid(datum.value)"}]
    under = {"type": "point", "filled": True, "size": 70, "fill": CARD, "opacity": 1, "aria": False}
    return [
        {"transform": here, "mark": under, "encoding": {**place, "shape": shapes}},
        {
            "transform": here,
            "mark": {"type": "point", "size": 70, "opacity": 1, "strokeWidth": 2},
            "encoding": {
                **place,
                "stroke": shape,
                "fill": shape,
                "shape": shapes,
                "fillOpacity": HOLLOW,
                "tooltip": tooltip(),
                "description": {"field": "said"},
            },
        },
    ]


def _ranges() -> list[Spec]:
    place = {"x": _x(), "y": _y("low"), "y2": {"field": "high"}}
    here = [{"filter": "isValid(datum.low) && isValid(datum.high)"}]
    bar = {"type": "rule", "strokeWidth": 7, "color": COLOURS[0], "opacity": 0.35, "aria": False}
    ends = {"type": "tick", "orient": "horizontal", "size": 13, "thickness": 2, "color": COLOURS[0], "aria": False}
    return [
        {"transform": here, "mark": bar, "encoding": place},
        {"transform": here, "mark": ends, "encoding": {"x": _x(), "y": _y("low")}},
        {"transform": here, "mark": ends, "encoding": {"x": _x(), "y": _y("high")}},
    ]


def _columns(rows: Sequence[Row]) -> list[Spec]:
    bar = {"type": "bar", "color": COLOURS[0], "stroke": COLOURS[0], "strokeWidth": 1.5, "binSpacing": 4}
    number = {"type": "text", "dy": -7, "fontSize": 11, "color": INK, "aria": False}
    # Room above the highest column for its number.
    height = _y("value") | {"scale": {"zero": True, "domainMax": max(row.top for row in rows) * 1.12}}
    named = {"x": _x(), "y": height, "text": {"field": "value", "format": ",d"}}
    return [
        {
            "mark": bar,
            "encoding": {
                "x": {**_x("start"), "bin": "binned"},
                "x2": {"field": "end"},
                "y": height,
                "fillOpacity": HOLLOW,
                "strokeDash": DASH,
                "tooltip": tooltip(),
                "description": {"field": "said"},
            },
        },
        {"mark": {**number, "stroke": CARD, "strokeWidth": 4}, "encoding": named},
        {"mark": number, "encoding": named},
    ]


def _rules(events: Sequence[Event], first: date, last: date) -> list[Spec]:
    """Return a line for each event on its first day here, with its number above; close ones stand in two rows."""
    values: list[Spec] = []
    level, before = 0, date.min
    for number, event in enumerate(events, start=1):
        day = max(first, event.period.first)
        level = 1 - level if day - before < (last - first) * 0.03 else 0
        before = day
        said = captions.named(event)
        values.append({"day": _utc(day), "number": str(number), "level": level, "said": said})
    if not values:
        return []
    data = {"values": values}
    layers: list[Spec] = [
        {
            "data": data,
            "mark": {"type": "rule", "color": theme.QUIET, "strokeWidth": 1, "aria": False},
            "encoding": {"x": _x("day"), "tooltip": {"field": "said"}},
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
