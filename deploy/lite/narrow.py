"""A chart of the course as it is drawn for a phone: the same marks and words in half the width, letters as large."""

import copy
from textwrap import wrap
from typing import Any

from course_utils.charts.theme import WIDTH as WIDE

BELOW = 640  # px of the window, below which it is shown
WIDTH = 296  # px for numbers and names, in a card of 324 that a phone of 360 px shows whole
NAMES, NAME = 112, 17  # px for the names of bars, and letters in a line of it
AXIS = 46  # px for the numbers beside a chart along time
LINE, TITLE = 44, 30  # letters in a line of the text below, and of the title

Spec = dict[str, Any]


def narrow(spec: Spec) -> Spec:
    """Return a Vega-Lite document of `course_utils.charts` for a narrow screen."""
    found = copy.deepcopy(spec)
    *drawn, below = found["vconcat"]
    along = any(one["width"] == WIDE for one in drawn)
    width = WIDTH - (AXIS if along else NAMES)
    for panel in drawn:
        panel["width"] = width
        _fit_names(panel)
        _fit_axes(panel, width / WIDE)
        if "title" in panel:
            panel["title"]["text"] = wrap(panel["title"]["text"], TITLE + 8)
    _fold(below, width, -(AXIS if along else NAMES))
    found["padding"] = 10
    found["title"]["text"] = wrap(" ".join(found["title"]["text"]), TITLE)
    return found


def _fit_names(panel: Spec) -> None:
    """Break the names of bars, in the numbers and in the order that the axis has, into shorter lines."""
    fitted = {}
    for one in panel["data"].get("values", ()):
        if "name" in one:
            fitted[one["name"]] = "\n".join(wrap(one["name"].replace("\n", " "), NAME))
            one["name"] = fitted[one["name"]]
    for part in _parts(panel):
        if isinstance(part.get("sort"), list):
            part["sort"] = [fitted.get(name, name) for name in part["sort"]]
    if fitted:
        lines = max(name.count("\n") + 1 for name in fitted.values())
        panel["height"] = {"step": max(panel["height"]["step"], 15 * lines + 6)}


def _fit_axes(panel: Spec, share: float) -> None:
    for part in _parts(panel):
        if "labelOffset" in part:
            part["labelOffset"] = round(part["labelOffset"] * share, 1)
        if "tickCount" in part and isinstance(part["tickCount"], int):
            part["tickCount"] = 3
        if "legend" in part:
            part["legend"] |= {"columns": 1, "labelLimit": WIDTH}


def _fold(below: Spec, width: int, start: int) -> None:
    """Break the text below a chart anew: what went on in a further line began with a wide space there."""
    whole: list[str] = []
    for value in below["data"]["values"]:
        if value["text"].startswith("\u2003"):
            whole[-1] += " " + value["text"].strip()
        else:
            whole.append(value["text"])
    lines = [line for text in whole for line in wrap(text, LINE, subsequent_indent="\u2003") or [""]]
    below["data"]["values"] = [{"line": number, "text": text} for number, text in enumerate(lines)]
    below["width"] = width
    mirrored = below["mark"]["align"] == "right"
    below["mark"]["x"] = width - start if mirrored else start


def _parts(spec: Any) -> list[Spec]:
    """Return each table in a document, whatever it is in."""
    if isinstance(spec, list):
        return [part for one in spec for part in _parts(one)]
    return [spec, *(part for one in spec.values() for part in _parts(one))] if isinstance(spec, dict) else []
