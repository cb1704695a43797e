"""How every chart looks, and what every mark carries.

The light card is part of a chart, so that its colours hold in a dark theme too. Hollow marks and dashed lines are
numbers of medium or low confidence.
"""

from typing import Any

from course_utils.charts import words
from course_utils.charts.rows import Row

Spec = dict[str, Any]

# Blue and orange of the palette of Okabe and Ito, the orange darker: they differ for every kind of colour vision.
CARD, INK, QUIET, GRID = "#fbfaf7", "#1f1f1f", "#6e6e6e", "#dcdad4"
COLOURS = ("#0072b2", "#a85400", "#4b4b4b")
SHAPES = ("circle", "diamond", "triangle-up")
WIDTH = 600
SURE, UNSURE = "high confidence", "medium or low confidence"

TOOLTIP = [
    {"field": "when", "title": "When"},
    {"field": "number", "title": "Number"},
    {"field": "note", "title": "Note"},
    {"field": "source", "title": "Source"},
]
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
CONFIG = {
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


def told(row: Row) -> Spec:
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
