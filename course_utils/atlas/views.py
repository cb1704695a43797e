"""The views of the map, as content/views.toml has them: what each one shows and how near one may come."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property

from course_utils import knowledge, seals
from course_utils.atlas.ground import ground
from course_utils.errors import UnknownId
from course_utils.knowledge.geography import Layer, MapExtent, Tour
from course_utils.knowledge.loader import all_of
from course_utils.knowledge.records import Actor, Border, Control, Event, Place, Route, Sentence


@cache
def view_of(id_: str | None = None) -> "MapView":
    """Return the view with this id, without one the first; UnknownId, with the nearest id, if there is none."""
    views = all_of("view")
    if id_ is None:
        return view_of(next(iter(views)))
    if not isinstance(id_, str) or id_ not in views:
        raise UnknownId("map", id_, list(views))
    view = object.__new__(MapView)
    vars(view).update(vars(views[id_]))
    return view


class MapView(MapExtent):
    """A part of the map, and what it shows of all that the course knows."""

    @property
    def offered(self) -> dict[str, Layer]:
        """The layers that a learner can switch, by id and in the order of their file."""
        return {id_: layer for id_, layer in knowledge.layers().items() if id_ in {*self.layers, *self.more}}

    def showing(self, *what: str) -> list[Layer]:
        """Return the layers that can be switched here and show one of these."""
        return [layer for layer in self.offered.values() if layer.shows in what]

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

    def places_of(self, layer: Layer) -> list[Place]:
        """Return the places in this view that a layer shows, from west to east."""
        if layer.shows == "article":
            return self.article_places
        if layer.kinds:
            return [place for place in self.other_places if place.kind in layer.kinds]
        elsewhere = {kind for other in self.offered.values() for kind in other.kinds}
        return [place for place in self.other_places if place.kind not in elsewhere]

    @property
    def shown_borders(self) -> list[Border]:
        """The borders this view can highlight."""
        return [border for layer in self.showing("borders") for border in layer.borders]

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

    def telling(self, tour: Tour, events: Iterable[Event]) -> "MapView":
        """Return this view as a tour tells it: under its title, with no events but these."""
        other = copy(self)
        ordered = tuple(sorted(events, key=lambda event: event.period))
        own = {"title": tour.title, "description": tour.about}
        other.__dict__.update({**own, "events": ordered, "_split": (list(ordered), "")})
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
        found = [Change(event, knowledge.place(one.place), one) for event in self.events for one in event.control]
        return [change for change in found if change.place in places]

    @property
    def routes(self) -> list[Route]:
        """The routes that cross this view."""
        found = knowledge.routes().values() if self.showing("routes") else ()
        return [route for route in found if any(self._inside(lat, lon) for lon, lat in route.line)]

    @property
    def caveat(self) -> str:
        """What must be said wherever routes are drawn."""
        return ground("routes.geojson")["caveat"]

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
    control: Control

    @property
    def taken(self) -> bool:
        """Return whether the place was taken; otherwise it was left."""
        return bool(self.control.taken_by)

    @property
    def by(self) -> Actor:
        """Return who took or left the place."""
        return knowledge.actor(self.control.taken_by or self.control.left_by or "")

    @property
    def before(self) -> Actor | None:
        """Return from whom it was taken, where that is recorded."""
        return knowledge.actor(self.control.from_) if self.control.from_ else None
