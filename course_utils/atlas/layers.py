"""The layers of a map: land and sea, borders, names, places; event_layers and schematic_layers give the others."""

from collections.abc import Callable, Iterable

from course_utils import knowledge
from course_utils.atlas import event_layers, ground, labels, schematic_layers
from course_utils.atlas.js_layer import Drawn, cited, in_columns, packed
from course_utils.atlas.options import Shown
from course_utils.atlas.symbols import symbol
from course_utils.atlas.views import MapView
from course_utils.knowledge.geography import Layer
from course_utils.knowledge.records import Border, Place
from course_utils.language import gettext
from course_utils.period import MONTHS, Period

# What is drawn first lies lowest.
_ORDER = ("roads", "routes", "borders", "control", "communities", "article", "places", "events")


def of_view(shown: Shown, *, over_tiles: bool = False) -> list[Drawn]:
    """Return the layers of a view, the lowest first; those that are off are drawn when a learner asks for them."""
    view = shown.view
    made: dict[str, tuple[str, Callable[[Layer], dict | list]]] = {
        "roads": ("roads", lambda _: schematic_layers.roads(view)),
        "routes": ("routes", lambda layer: schematic_layers.routes(view, layer.confidence)),
        "borders": ("borders", lambda layer: borders(view, layer.borders)),
        "control": ("control", lambda _: event_layers.control(view)),
        "communities": ("communities", lambda _: schematic_layers.communities(view)),
        "article": ("places", lambda layer: places(view.places_of(layer))),
        "places": ("places", lambda layer: places(view.places_of(layer))),
        "events": ("events", lambda _: event_layers.sites(view)),
    }
    switched = [
        Drawn(made[what][0], made[what][1](layer), layer.id, show=layer.id in shown.on)
        for what in _ORDER
        for layer in view.showing(what)
    ]
    grounds = [land(over_tiles=over_tiles)]
    if not over_tiles:
        grounds += [Drawn("coasts", [ground.near_coast(coast) for coast in view.coasts])] if view.coasts else []
        grounds += [Drawn("pictures", [ground.picture(one) for one in view.pictures])] if view.pictures else []
    return [Drawn("know", known(shown)), *grounds, Drawn("names", view.labels), *_landmarks(view), *switched]


def _landmarks(view: MapView) -> list[Drawn]:
    data = [
        {
            "name": one.name_en,
            "arabic": one.name_ar,
            "lat": one.lat,
            "lon": one.lon,
            "point": not one.is_name,
            "approximate": one.approximate,
            "precision": labels.precision(one),
            "about": one.about,
            "sources": [source.id for source in one.sources],
        }
        for one in view.landmarks
    ]
    return [Drawn("landmarks", data)] if data else []


def box() -> list[list[float]]:
    """Return the corners of the land that can be drawn."""
    south, west, north, east = knowledge.geography().ground
    return [[south, west], [north, east]]


def known(shown: Shown) -> dict:
    """Return what several layers share: signs, sentences, sources, and the events with the period that is shown."""
    view = shown.view
    seen = [*view.article_places, *view.other_places]
    communities = [actor for _, actors in view.community_places for actor in actors]
    records = [*seen, *view.landmarks, *view.shown_borders, *view.routes, *view.roads, *communities, *view.events]
    return {
        "symbols": {shape: symbol(shape) for shape in sorted({labels.shape(place) for place in seen})},
        "near": view.near,
        "apart": {id_: [other.id for other in layer.apart] for id_, layer in view.offered.items() if layer.apart},
        "time": {"from": _end(shown.time.start, "first"), "upto": _end(shown.time.end, "last")},
        "months": [gettext(month) for month in MONTHS],
        "texts": {sentence.id: sentence.text for sentence in view.shown_sentences},
        "told": packed({"story": event_layers.events(view), "cited": in_columns(cited(records))}),
    }


def land(*, over_tiles: bool) -> Drawn:
    """Return the sea, the land and the borders of the home country; over tiles only edges are drawn."""
    home = knowledge.geography().home
    countries = {name: features for name, features in ground.countries().items() if name != home}
    return Drawn(
        "land",
        {
            "around": [ground.folded(one["geometry"]) for features in countries.values() for one in features],
            "home": [ground.folded(one["geometry"]) for one in ground.countries().get(home, [])],
            "lines": [ground.folded(line) for line in ground.borders().values()],
            "by": knowledge.geography().drawn_by,
            "bounds": box(),
            "overTiles": over_tiles,
        },
    )


def borders(view: MapView, shown: Iterable[Border]) -> list[dict]:
    """Return borders with their lengths."""
    lines = ground.borders()
    return [
        {
            "name": border.name,
            "label": labels.border_label(border),
            "length": labels.length(border),
            "note": border.note,
            "precision": knowledge.geography().border_note,
            "line": lines[border.neighbour.lower()],
            "at": schematic_layers.middle(lines[border.neighbour.lower()]["coordinates"], view),
            "sentences": [sentence.id for sentence in view.sentences],
            "sources": [source.id for source in border.sources],
        }
        for border in shown
    ]


def places(shown: list[Place]) -> list[dict]:
    """Return places with what is said of each."""
    return [
        {
            "id": place.id,
            "name": place.name_en,
            "arabic": place.name_ar,
            "short": labels.short_name(place),
            "kind": labels.kind(place),
            "shape": labels.shape(place),
            "lat": place.lat,
            "lon": place.lon,
            "approximate": place.approximate,
            "precision": labels.precision(place),
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
