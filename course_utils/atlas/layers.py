"""The course's own layers of a map: land and sea, borders, quiet names, and places, each drawn by front/."""

import json
from bisect import bisect
from functools import cache
from itertools import accumulate, pairwise
from math import dist
from typing import Any

from folium.map import Layer

from course_utils.atlas import words
from course_utils.atlas.page import Verbatim
from course_utils.atlas.symbols import symbol
from course_utils.atlas.views import MapView
from course_utils.dates import spell
from course_utils.knowledge.records import Place, Source
from course_utils.knowledge.shelf import CONTENT

# South-west and north-east corners of content/basemap.geojson: there is no land to draw outside them.
SOUTH, WEST, NORTH, EAST = 11, -3, 42, 38


def of_view(view: MapView, *, over_tiles: bool = False) -> list["Drawn"]:
    """Return the layers of a view, the lowest first."""
    return [land(over_tiles=over_tiles), borders(view), names(view), places(view)]


def box() -> list[list[int]]:
    """Return the corners of the land that can be drawn."""
    return [[SOUTH, WEST], [NORTH, EAST]]


class Drawn(Layer):
    """A layer that a function of front/ draws from data; the data can hold no markup."""

    def __init__(self, draws: str, data: dict | list):
        super().__init__(name=draws, overlay=True, control=False)
        self._name = draws
        self.draws = draws
        self.data = in_script(data)

    def render(self, **kwargs: Any) -> None:
        """Put the line that draws the layer on the page."""
        line = f"var {self.get_name()} = atlas.{self.draws}({self.data});"
        self.get_root().script.add_child(Verbatim(line), name=self.get_name())
        super().render(**kwargs)


def land(*, over_tiles: bool) -> Drawn:
    """Return the sea and the land; over tiles only their edges are drawn."""
    features = [feature for feature in _basemap() if "country" in feature["properties"]]
    return Drawn("land", {"features": features, "bounds": box(), "overTiles": over_tiles})


def borders(view: MapView) -> Drawn:
    """Return Libya's land borders, and over them those that the view highlights, with their lengths."""
    lines = {
        feature["properties"]["neighbour"]: feature["geometry"]
        for feature in _basemap()
        if "neighbour" in feature["properties"]
    }
    shown = [
        {
            "name": border.name,
            "label": words.border_label(border),
            "length": words.length(border),
            "note": border.note,
            "precision": "Drawn after Natural Earth (1:10 million) and simplified: it can be wrong by some kilometres.",
            "line": lines[border.neighbour.lower()],
            "at": _middle(lines[border.neighbour.lower()], view),
            "sentences": [sentence.id for sentence in view.sentences],
            "sources": [source.id for source in border.sources],
        }
        for border in view.shown_borders
    ]
    return Drawn(
        "borders",
        {
            "lines": list(lines.values()),
            "shown": shown,
            **_shared(view.sentences, view.shown_borders),
        },
    )


def names(view: MapView) -> Drawn:
    """Return the names of countries and seas."""
    return Drawn("names", view.labels)


def places(view: MapView) -> Drawn:
    """Return the places of the view, those of the article first."""
    shown = [*view.article_places, *view.other_places]
    return Drawn(
        "places",
        {
            "places": [_place(place) for place in shown],
            "symbols": {shape: symbol(shape) for shape in sorted({words.shape(place) for place in shown})},
            "near": view.max_zoom > words.COUNTRY_ZOOM,
            **_shared(view.shown_sentences, shown),
        },
    )


def _middle(line: dict, view: MapView) -> list[float]:
    """Return a point (latitude, longitude) of the line, half-way along what the view shows of it."""
    seen = [(lat, lon) for lon, lat in line["coordinates"] if view.south <= lat <= view.north]
    steps = list(accumulate((dist(a, b) for a, b in pairwise(seen)), initial=0))
    after = bisect(steps, steps[-1] / 2)
    share = (steps[-1] / 2 - steps[after - 1]) / (steps[after] - steps[after - 1])
    return [round(a + share * (b - a), 3) for a, b in zip(seen[after - 1], seen[after], strict=True)]


def _place(place: Place) -> dict:
    return {
        "name": place.name_en,
        "arabic": place.name_ar,
        "short": words.short_name(place),
        "kind": words.kind(place),
        "shape": words.shape(place),
        "lat": place.lat,
        "lon": place.lon,
        "approximate": place.approximate,
        "precision": words.precision(place),
        "role": place.role,
        "events": len(place.events),
        "sentences": [sentence.id for sentence in place.sentences],
        "sources": [source.id for source in place.sources],
    }


def _shared(sentences: list, records: list) -> dict:
    """Return the sentences and sources that popups name by id, each once."""
    cited = dict.fromkeys(source for record in records for source in record.sources)
    return {
        "texts": {sentence.id: sentence.text for sentence in sentences},
        "cited": {source.id: _source(source) for source in cited},
    }


def _source(source: Source) -> dict:
    link = source.url if source.url and source.url.startswith(("https://", "http://")) else None
    date = spell(source.date) if source.date else "no date"
    return {"title": source.title, "url": link, "rest": f"{source.publisher}, {date}"}


@cache
def _basemap() -> list[dict]:
    return json.loads((CONTENT / "basemap.geojson").read_text(encoding="utf-8"))["features"]


def in_script(data: Any) -> str:
    """Return compact JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
