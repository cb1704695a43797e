"""What a learner asks of a map: which layers are on at first, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils import arguments, knowledge
from course_utils.atlas.views import MapView
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.geography import Layer
from course_utils.knowledge.records import Event, Place
from course_utils.language import gettext, gettext_noop
from course_utils.period import Period


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
        shown = {place for layer in self.showing("places") for place in self.view.places_of(layer)}
        return [place for place in self.view.other_places if place in shown]

    def showing(self, *what: str) -> list[Layer]:
        """Return the layers that are on and show one of these."""
        return [layer for layer in self.view.showing(*what) if layer.id in self.on]


def chosen(view: MapView, layers: object = None, since: object = None, until: object = None) -> Shown:
    """Return what is shown of a view; CourseError, in a sentence, where that cannot be."""
    on = list(view.layers if layers is None else [layer.id for layer in view.showing("article")])
    on += [] if layers is None else _known(view, layers)
    if (since, until) != (None, None) and not any(view.offered[name].timed for name in on):
        on += [layer.id for layer in view.showing("events")]
    for name in on:
        for other in view.offered[name].apart:
            if other.id in on:
                said = gettext_noop('"{one}" and "{other}" are never shown together. Take one of them out of layers.')
                raise CourseError(gettext(said, one=name, other=other.id))
    return Shown(view=view, on=frozenset(on), time=arguments.time(since, until))


def _known(view: MapView, layers: object) -> list[str]:
    if isinstance(layers, str):
        layers = [layers]
    if not isinstance(layers, Iterable):
        said = gettext_noop('layers is a list of names, such as ["events", "routes"], not {given}.')
        raise CourseError(gettext(said, given=repr(layers)))
    names = list(layers)
    for name in names:
        if not isinstance(name, str) or name not in knowledge.layers():
            raise UnknownId("layer", name, list(knowledge.layers()))
        if name not in view.offered:
            said = gettext_noop('The map "{map}" has no layer "{layer}". It has: {layers}.')
            raise CourseError(gettext(said, map=view.id, layer=name, layers=", ".join(view.offered)))
    return names
