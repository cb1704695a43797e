"""A figure as a Vega-Lite document: the numbers, the events on their dates, and below them what belongs to them.

It is a plain dictionary that any Vega-Lite 5 program draws.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from course_utils.charts import captions
from course_utils.charts.bars import NAMES, bars
from course_utils.charts.rows import Row
from course_utils.charts.theme import CARD, INK, NO_AXIS, WIDTH, Spec, config, mirrored
from course_utils.charts.years import along_time
from course_utils.knowledge.records import Event, Figure
from course_utils.language import gettext

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
LINE = 96  # letters in a line of the text below a chart


def spec(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> dict[str, Any]:
    """Return the Vega-Lite document of these rows of a figure, with these events beside them."""
    drawn = [along_time(figure, rows, events)] if captions.on_a_time_axis(figure) else bars(rows)
    subtitle = [figure.unit, *([gettext(captions.CONTENT_NOTE)] if figure.content_note else [])]
    title = captions.titled(figure, rows)
    said = [f"{title}.", gettext("Unit: {unit}.", unit=figure.unit), *captions.shape(figure, rows)]
    said += [gettext(captions.DATES_ONLY), *map(captions.named, events)] if events else []
    return {
        "$schema": SCHEMA,
        "name": figure.id,
        "description": " ".join(said),
        "background": CARD,
        "padding": 14,
        "title": {"text": wrap(title, 70), "subtitle": subtitle},
        "vconcat": [*drawn, _below(figure, rows, events)],
        "spacing": 14,
        "config": config(),
        # For programs that embed the document: letters stay letters, and no button leads to another site.
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
    }


def _below(figure: Figure, rows: Sequence[Row], events: Sequence[Event]) -> Spec:
    """Return the text under a chart: its events, its note, and who published the numbers."""
    lines: list[str] = []
    if events:
        lines += _folded(gettext(captions.DATES_ONLY))
        for number, event in enumerate(events, start=1):
            lines += _folded(f"({number}) {captions.named(event)}")
    if any(row.low is not None for row in rows):
        lines += ["", *_folded(gettext(captions.BANDS))]
    if captions.joins_whole_years(figure, rows):
        lines += ["", *_folded(gettext(captions.WHOLE_YEARS))]
    if not all(row.sure for row in rows):
        lines += ["", *_folded(gettext(captions.HOLLOW))]
    if figure.note:
        lines += ["", *_folded(gettext("Note: {note}", note=figure.note))]
    publishers = dict.fromkeys(row.source.publisher for row in rows)
    lines += ["", *_folded(gettext("Sources: {publishers}.", publishers=gettext("; ").join(publishers)))]
    lines = lines[1:] if not lines[0] else lines
    values = [{"line": number, "text": text} for number, text in enumerate(lines)]
    along = captions.on_a_time_axis(figure)
    return {
        "width": WIDTH if along else WIDTH - NAMES,
        "height": {"step": 16},
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": "right" if mirrored() else "left",
            "x": WIDTH if mirrored() else 0 if along else -NAMES,
            "fontSize": 12,
            "color": INK,
            "aria": False,
        },
        "encoding": {
            "y": {"field": "line", "type": "ordinal", "axis": NO_AXIS},
            "text": {"field": "text", "type": "nominal"},
        },
    }


def _folded(text: str) -> list[str]:
    return wrap(text, LINE, subsequent_indent="\u2003")
