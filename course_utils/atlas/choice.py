"""What a learner asks of a map: which layers are on at first, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from course_utils.atlas.views import LAYERS, MapView
from course_utils.dates import span
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.records import Event, Place

# Never together: a people must not be read as the owner of a route.
APART = {"communities": ("routes", "unsure-routes")}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A view with the layers that are on, and the events from number `start` to before number `end`."""

    view: MapView
    on: frozenset[str]
    start: int
    end: int

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the chosen period, in order of date."""
        return self.view.events[self.start : self.end]

    @property
    def other_places(self) -> list[Place]:
        """The places that are on, beside those of the article, from west to east."""
        asked = [
            *(("places" in self.on and self.view.town_places) or ()),
            *(("oil" in self.on and self.view.oil_places) or ()),
        ]
        return [place for place in self.view.other_places if place in asked]


def chosen(view: MapView, layers: object = None, since: object = None, until: object = None) -> Shown:
    """Return what is shown of a view; CourseError, in a sentence, where that cannot be."""
    on = set(view.layers) if layers is None else {"article", *_known(view, layers)}
    if (since, until) != (None, None) and not on & {"events", "control"}:
        on.add("events")
    for name, others in APART.items():
        if name in on and on & set(others):
            raise CourseError(f'"{name}" and "{others[0]}" are never shown together. Take one of them out of layers.')
    first = None if since is None else _date("since", since)[0]
    last = None if until is None else _date("until", until)[1]
    if first and last and first > last:
        raise CourseError(f"since={since!r} is later than until={until!r}. Turn them round.")
    starts = [span(event.date)[1] for event in view.events]
    return Shown(
        view=view,
        on=frozenset(on),
        start=len(list(takewhile(lambda day: day < first, starts))) if first else 0,
        end=len(list(takewhile(lambda day: day <= last, starts))) if last else len(starts),
    )


def _known(view: MapView, layers: object) -> list[str]:
    if isinstance(layers, str):
        layers = [layers]
    if not isinstance(layers, Iterable):
        raise CourseError(f'layers is a list of names, such as ["events", "routes"], not {layers!r}.')
    asked = list(layers)
    for name in asked:
        if not isinstance(name, str) or name not in LAYERS:
            raise UnknownId("layer", name, list(LAYERS))
        if name not in view.offered:
            raise CourseError(f'The map "{view.id}" has no layer "{name}". It has: {", ".join(view.offered)}.')
    return asked


def _date(name: str, given: object) -> tuple:
    try:
        return span(str(given))
    except ValueError:
        raise CourseError(f'{name} is a date such as "2020", "2020-06" or "2020-06-05", not {given!r}.') from None
