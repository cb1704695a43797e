"""The layers of a map: land and sea, borders, quiet names and places; past.py and sketches.py give the others."""

from course_utils.atlas import past, sketches, words
from course_utils.atlas.choice import Shown
from course_utils.atlas.drawn import Drawn, ground, shared
from course_utils.atlas.symbols import symbol
from course_utils.atlas.views import MapView
from course_utils.knowledge.records import Place
from course_utils.period import Period

# South-west and north-east corners of content/basemap.geojson: there is no land to draw outside them.
SOUTH, WEST, NORTH, EAST = 11, -3, 42, 38


def of_view(shown: Shown, *, over_tiles: bool = False) -> list[Drawn]:
    """Return the layers of a view, the lowest first; those that are off are drawn when a learner asks for them."""
    view = shown.view
    made = {
        "routes": ("routes", lambda: sketches.routes(view, sure=True)),
        "unsure-routes": ("routes", lambda: sketches.routes(view, sure=False)),
        "borders": ("borders", lambda: borders(view)),
        "control": ("control", lambda: past.control(view)),
        "communities": ("communities", lambda: sketches.communities(view)),
        "article": ("places", lambda: places(view.article_places)),
        "places": ("places", lambda: places(view.town_places)),
        "oil": ("places", lambda: places(view.oil_places)),
        "events": ("events", lambda: past.sites(view)),
    }
    switched = [
        Drawn(draws, data(), name, show=name in shown.on)
        for name, (draws, data) in made.items()
        if name in view.offered
    ]
    return [Drawn("know", known(shown)), land(over_tiles=over_tiles), Drawn("names", view.labels), *switched]


def box() -> list[list[int]]:
    """Return the corners of the land that can be drawn."""
    return [[SOUTH, WEST], [NORTH, EAST]]


def known(shown: Shown) -> dict:
    """Return what several layers share: signs, sentences, sources, and the events with the period that is shown."""
    view = shown.view
    seen = [*view.article_places, *view.other_places]
    communities = [actor for _, actors in view.community_places for actor in actors]
    records = [*seen, *view.shown_borders, *view.routes, *communities, *view.events]
    return {
        "symbols": {shape: symbol(shape) for shape in sorted({words.shape(place) for place in seen})},
        "near": view.near,
        "time": {"from": _end(shown.time.start, "first"), "upto": _end(shown.time.end, "last")},
        "story": past.events(view),
        **shared(view.shown_sentences, records),
    }


def land(*, over_tiles: bool) -> Drawn:
    """Return the sea, the land and Libya's borders; over tiles only edges are drawn."""
    features = ground("basemap.geojson")["features"]
    return Drawn(
        "land",
        {
            "features": [feature for feature in features if "country" in feature["properties"]],
            "lines": list(_lines().values()),
            "bounds": box(),
            "overTiles": over_tiles,
        },
    )


def borders(view: MapView) -> list[dict]:
    """Return the southern borders with their lengths."""
    return [
        {
            "name": border.name,
            "label": words.border_label(border),
            "length": words.length(border),
            "note": border.note,
            "precision": "Drawn after Natural Earth (1:10 million) and simplified: it can be wrong by some kilometres.",
            "line": _lines()[border.neighbour.lower()],
            "at": sketches.middle(_lines()[border.neighbour.lower()]["coordinates"], view),
            "sentences": [sentence.id for sentence in view.sentences],
            "sources": [source.id for source in border.sources],
        }
        for border in view.shown_borders
    ]


def places(shown: list[Place]) -> list[dict]:
    """Return places with what is said of each."""
    return [
        {
            "id": place.id,
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
        for place in shown
    ]


def _end(asked: Period, day: str) -> dict | None:
    """Return an end of the time that was asked for; nothing where it is open."""
    return {"day": getattr(asked, day).isoformat(), "when": asked.words} if asked.words else None


def _lines() -> dict[str, dict]:
    features = ground("basemap.geojson")["features"]
    return {f["properties"]["neighbour"]: f["geometry"] for f in features if "neighbour" in f["properties"]}
