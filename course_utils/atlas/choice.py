"""What a learner asks of a map: which layers are on at first, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils import asked
from course_utils.atlas.views import LAYERS, MapView
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.records import Event, Place
from course_utils.period import Period

# Never together: a people must not be read as the owner of a route.
APART = {"communities": ("routes", "unsure-routes")}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A view with the layers that are on, and the time whose events are shown."""

    view: MapView
    on: frozenset[str]
    time: Period

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that can have been in the chosen time, in order of date."""
        return tuple(event for event in self.view.events if event.period.overlaps(self.time))

    @property
    def other_places(self) -> list[Place]:
        """The places that are on, beside those of the article, from west to east."""
        shown = [
            *(("places" in self.on and self.view.town_places) or ()),
            *(("oil" in self.on and self.view.oil_places) or ()),
        ]
        return [place for place in self.view.other_places if place in shown]


def chosen(view: MapView, layers: object = None, since: object = None, until: object = None) -> Shown:
    """Return what is shown of a view; CourseError, in a sentence, where that cannot be."""
    on = set(view.layers) if layers is None else {"article", *_known(view, layers)}
    if (since, until) != (None, None) and not on & {"events", "control"}:
        on.add("events")
    for name, others in APART.items():
        if name in on and on & set(others):
            raise CourseError(f'"{name}" and "{others[0]}" are never shown together. Take one of them out of layers.')
    return Shown(view=view, on=frozenset(on), time=asked.time(since, until))


def _known(view: MapView, layers: object) -> list[str]:
    if isinstance(layers, str):
        layers = [layers]
    if not isinstance(layers, Iterable):
        raise CourseError(f'layers is a list of names, such as ["events", "routes"], not {layers!r}.')
    names = list(layers)
    for name in names:
        if not isinstance(name, str) or name not in LAYERS:
            raise UnknownId("layer", name, list(LAYERS))
        if name not in view.offered:
            raise CourseError(f'The map "{view.id}" has no layer "{name}". It has: {", ".join(view.offered)}.')
    return names
