"""The map: real Folium maps that need no network, each with the same places as text and as a table."""

from typing import TYPE_CHECKING, Any

from course_utils.atlas.blank_map import outline
from course_utils.atlas.options import chosen
from course_utils.atlas.views import view_of
from course_utils.errors import CourseError
from course_utils.language import gettext

if TYPE_CHECKING:
    from course_utils.atlas.choosing import Choosing
    from course_utils.atlas.map import Map

__all__ = ["choose", "outline", "show", "tour"]


def show(
    view: str | None = None,
    *,
    layers: Any = None,
    since: Any = None,
    until: Any = None,
    tiles: bool = False,
    sealed: bool = True,
) -> "Map":
    """Return a Folium map of one of the views of content/views.toml, by default of the first.

    layers=["events", "borders"] says which layers are on at first, beside the places of the article.
    until="2020-06" shows the events up to then, since=2019 those from then on.
    Add to the map what you like, `folium.Marker([32.9, 13.2]).add_to(map)`, and show it again.
    tiles=True also asks the servers of OpenStreetMap for pictures of streets: that needs the network.
    sealed=False shows the events too that a lesson seals until learners have settled something themselves.
    """
    for name, given in (("tiles", tiles), ("sealed", sealed)):
        if not isinstance(given, bool):
            raise CourseError(gettext("{name} is True or False, not {given}.", name=name, given=repr(given)))
    known = view_of(view)
    shown = chosen(known if sealed else known.opened(), layers, since, until)
    # Folium is loaded with the first map, so that importing the course stays quick.
    from course_utils.atlas.map import Map

    return Map(shown, tiles=tiles)


def tour(id_: str) -> "Map":
    """Return a map that tells a path through places and dates, step by step: one of content/tours.toml.

    Next, Back and the arrow keys walk it. All steps stand as text below the map and in `.text`.
    """
    from course_utils.atlas import tours
    from course_utils.atlas.map import Map

    told = tours.tour_of(id_)
    return Map(tours.shown(told), tour=told)


def choose(view: str | None = None, *, layers: Any = None, since: Any = None, until: Any = None) -> "Choosing":
    """Return a map with menus over it, and the line of Python that each choice stands for.

    The map can always be chosen. Its layers, and the two ends of its time, can where they are given:
    `atlas.choose(view, layers=["events"], since=2011, until="2020-06")`. Without widgets it is the map in words.
    """
    # Widgets are loaded with the first one.
    from course_utils.atlas.choosing import Choosing

    return Choosing(view, layers, since, until)
