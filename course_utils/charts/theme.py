"""How every chart looks, and what every mark carries.

The light card is part of a chart; in a dark theme the page turns lights and darks round and leaves each
colour. Hollow marks and dashed lines are numbers of medium or low confidence.
"""

from typing import Any

from course_utils.charts import captions
from course_utils.charts.rows import Row
from course_utils.language import current, gettext, number
from course_utils.period import MONTHS

Spec = dict[str, Any]

# Blue and orange of the palette of Okabe and Ito, the orange darker: they differ for every kind of colour vision.
CARD, INK, QUIET, GRID = "#fbfaf7", "#1f1f1f", "#6e6e6e", "#dcdad4"
COLOURS = ("#0072b2", "#a85400", "#4b4b4b")
SHAPES = ("circle", "diamond", "triangle-up")
WIDTH = 600
SURE, UNSURE = "high confidence", "medium or low confidence"

DASH = {"condition": {"test": f"datum.sure === '{UNSURE}'", "value": [4, 3]}, "value": [1, 0]}
# What makes an unsure mark hollow.
HOLLOW = {
    "field": "sure",
    "type": "ordinal",
    "scale": {"domain": [SURE, UNSURE], "range": [1, 0]},
}
# Nothing here says null, the usual way to have no title, axis or legend: it gets lost on the way out of the browser's
# Python.
NO_TITLE = {"title": ""}
NO_AXIS = {**NO_TITLE, "labels": False, "ticks": False, "domain": False, "grid": False}
_CONFIG: Spec = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": "transparent"},
    "title": {
        "anchor": "start",
        "frame": "bounds",
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
    "legend": {"disable": True, "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "symbolStrokeWidth": 2},
    "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13},
    "style": {"guide-label": {"fill": INK}, "guide-title": {"fill": INK}},
}


def mirrored() -> bool:
    """Return whether a chart is read from right to left."""
    return current().direction == "rtl"


def config() -> Spec:
    """Return how every chart looks, with its title where reading begins."""
    title = {"title": {**_CONFIG["title"], "anchor": "end"}} if mirrored() else {}
    return _CONFIG | title | {"locale": _locale()}


def _locale() -> Spec:
    """Return how axes write numbers and months: what d3 asks for, and no more than they use."""
    thousands, decimal = number(1000)[1], number(0.5)[1]
    months = [gettext(month) for month in MONTHS]
    time = {"dateTime": "%x", "date": "%x", "time": "%X", "periods": [], "days": [], "shortDays": []}
    return {
        "number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]},
        "time": {**time, "months": months, "shortMonths": months},
    }


def tooltip() -> list[Spec]:
    """Return what a mark says under the pointer."""
    return [
        {"field": "when", "title": gettext("When")},
        {"field": "number", "title": gettext("Number")},
        {"field": "note", "title": gettext("Note")},
        {"field": "source", "title": gettext("Source")},
    ]


def told(row: Row) -> Spec:
    """Return what a mark carries, without what is not there: Vega-Lite would draw a missing number as 0."""
    told = {
        "said": gettext("{when}: {number}, {what}", when=row.when, number=row.number, what=row.category)
        if row.category
        else gettext("{when}: {number}", when=row.when, number=row.number),
        "when": row.when,
        "number": row.number,
        "series": captions.series_of(row),
        "sure": SURE if row.sure else UNSURE,
        "note": row.said_note or gettext("none"),
        "source": row.source.publisher,
    }
    values = {"value": row.value, "low": row.low, "high": row.high}
    return told | {name: value for name, value in values.items() if value is not None}
