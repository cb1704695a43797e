"""The views of the map, as content/views.toml has them: what each one shows and how near one may come."""

import json
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from course_utils import knowledge, seals
from course_utils.errors import UnknownId
from course_utils.knowledge.records import Actor, Border, Event, Links, Place, Record, Route, Sentence
from course_utils.knowledge.shelf import CONTENT, KINDS, all_of

# The layers a learner can switch: what each is called, and what must be said where it is on.
LAYERS = {
    "article": ("Places that help to read the article", ""),
    "places": ("Other places", ""),
    "oil": ("Oil ports and oil fields", ""),
    "events": ("Events", "The number says how many happened there in the period chosen under the map."),
    "control": (
        "Taken or left",
        "The year, only where a sourced event says that a place was taken or left on a date. "
        "Anything else is not recorded, and nothing is carried forward.",
    ),
    "borders": ("Southern borders", ""),
    "routes": (
        "Routes, approximate",
        "Sketches, drawn wide because they can be wrong by tens of kilometres. They are not the paths of anyone.",
    ),
    "unsure-routes": ("Routes with little evidence", "Sketches like the other routes, with few sources behind them."),
    "communities": (
        "Communities, names only",
        "Names of communities that the sources place at a town: no area, no border, no share of the people.",
    ),
}


def view_of(id_: str) -> "MapView":
    """Return the view with this id; UnknownId, with the nearest id, if there is none."""
    views = all_of("view")
    if not isinstance(id_, str) or id_ not in views:
        raise UnknownId("map", id_, list(views))
    return views[id_]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class MapView(Record):
    """A part of the map worth looking at; south, west, north and east are in decimal degrees."""

    title: str
    description: str
    south: float
    west: float
    north: float
    east: float
    max_zoom: int
    notes: tuple[str, ...]
    labels: tuple[tuple[float, float, str], ...] = ()
    layers: tuple[str, ...]
    more: tuple[str, ...] = ()
    every_event: bool = False
    communities: tuple[tuple[str, ...], ...] = ()
    line: tuple[Place, ...] = Links("place")
    line_note: str = ""
    line_events: tuple[Event, ...] = Links("event")
    sentences: tuple[Sentence, ...] = Links("sentence")

    @property
    def offered(self) -> tuple[str, ...]:
        """The layers that a learner can switch, in the order of LAYERS."""
        return tuple(name for name in LAYERS if name in {*self.layers, *self.more})

    @property
    def near(self) -> bool:
        """Whether less than the country is seen, so that an approximate point must say so without being asked."""
        return self.north - self.south < 5

    @cached_property
    def all_places(self) -> list[Place]:
        """The places in this view, from west to east."""
        inside = [place for place in knowledge.places().values() if self._inside(place.lat, place.lon)]
        return sorted(inside, key=lambda place: (place.lon, place.id))

    @property
    def article_places(self) -> list[Place]:
        """The places in this view that the article speaks of, from west to east."""
        return [place for place in self.all_places if place.sentences]

    @property
    def other_places(self) -> list[Place]:
        """The places in this view that the article does not speak of, from west to east."""
        return [place for place in self.all_places if not place.sentences]

    @cached_property
    def oil_places(self) -> list[Place]:
        """The oil ports and fields in this view that the article does not speak of."""
        return [place for place in self.other_places if place.kind in {"oil_terminal", "oil_field"}]

    @property
    def town_places(self) -> list[Place]:
        """The other places in this view that the article does not speak of."""
        return [place for place in self.other_places if place not in self.oil_places]

    @property
    def shown_borders(self) -> list[Border]:
        """The borders this view can highlight: the southern ones, or none."""
        return [border for border in knowledge.borders().values() if border.south and "borders" in self.offered]

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that this view shows, in order of date: what a lesson seals is not among them."""
        return tuple(self._split[0])

    @property
    def kept(self) -> str:
        """How many events are kept back until which lesson, in a sentence; "" where none is."""
        return self._split[1]

    def opened(self) -> "MapView":
        """Return this view with the events that a lesson seals too."""
        other = copy(self)
        other.__dict__.update({"events": self._all_events, "_split": (list(self._all_events), "")})
        return other

    @cached_property
    def _split(self) -> tuple[list[Event], str]:
        return seals.split(self._all_events, sealed=True)

    @cached_property
    def _all_events(self) -> tuple[Event, ...]:
        """The events in this view or on its sentences, in order of date; all events, where the view says so."""
        here = {*self.all_places, *self.sentences}
        found = [
            event
            for event in knowledge.events().values()
            if self.every_event or not here.isdisjoint((*event.places, *event.sentences))
        ]
        return tuple(sorted(found, key=lambda event: event.period))

    @property
    def changes(self) -> list["Change"]:
        """What was taken or left in this view, in order of date."""
        places = set(self.all_places)
        found = [Change(event, knowledge.place(one["place"]), one) for event in self.events for one in event.control]
        return [change for change in found if change.place in places]

    @property
    def routes(self) -> list[Route]:
        """The routes that cross this view."""
        found = knowledge.routes().values() if "routes" in self.offered else ()
        return [route for route in found if any(self._inside(lat, lon) for lon, lat in route.line)]

    @property
    def caveat(self) -> str:
        """What must be said wherever routes are drawn."""
        return json.loads((CONTENT / "routes.geojson").read_text(encoding="utf-8"))["caveat"]

    @property
    def community_places(self) -> list[tuple[Place, list[Actor]]]:
        """The towns at which the names of communities are written."""
        return [(knowledge.place(place), [knowledge.actor(id_) for id_ in ids]) for place, *ids in self.communities]

    @property
    def shown_sentences(self) -> list[Sentence]:
        """The sentences of the article that this view explains, in the article's order."""
        here = {*self.sentences, *(sentence for place in self.article_places for sentence in place.sentences)}
        return [sentence for sentence in knowledge.sentences().values() if sentence in here]

    def _inside(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True)
class Change:
    """A place that was taken or left, as the `control` of an event has it."""

    event: Event
    place: Place
    fields: dict

    @property
    def verb(self) -> str:
        """Return "taken" or "left"."""
        return "taken" if "taken_by" in self.fields else "left"

    @property
    def by(self) -> Actor:
        """Return who took or left the place."""
        return knowledge.actor(self.fields.get("taken_by") or self.fields["left_by"])

    @property
    def before(self) -> Actor | None:
        """Return from whom it was taken, where that is recorded."""
        return knowledge.actor(self.fields["from"]) if "from" in self.fields else None


KINDS["view"] = (MapView, "views.toml", "views")
