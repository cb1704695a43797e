"""The map: real Folium maps that need no network, each with the same places as text and as a table."""

from typing import TYPE_CHECKING, Any

from course_utils.atlas.choice import chosen
from course_utils.atlas.outline import outline
from course_utils.atlas.views import view_of
from course_utils.errors import CourseError

if TYPE_CHECKING:
    from course_utils.atlas.map import Map

__all__ = ["outline", "show"]


def show(
    view: str = "libya",
    *,
    layers: Any = None,
    since: Any = None,
    until: Any = None,
    tiles: bool = False,
    sealed: bool = True,
) -> "Map":
    """Return a Folium map: "libya", "tripoli", "sirte" or "southern-border".

    layers=["events", "borders"] says which layers are on at first, beside the places of the article.
    until="2020-06" shows the events up to then, since=2019 those from then on.
    Add to the map what you like, `folium.Marker([32.9, 13.2]).add_to(map)`, and show it again.
    tiles=True also asks the servers of OpenStreetMap for pictures of streets: that needs the network.
    sealed=False shows the events too that a lesson seals until learners have settled something themselves.
    """
    for name, given in (("tiles", tiles), ("sealed", sealed)):
        if not isinstance(given, bool):
            raise CourseError(f"{name} is True or False, not {given!r}.")
    known = view_of(view)
    shown = chosen(known if sealed else known.opened(), layers, since, until)
    # Folium is loaded with the first map, so that importing the course stays quick.
    from course_utils.atlas.map import Map

    return Map(shown, tiles=tiles)
