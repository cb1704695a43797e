"""The map: real Folium maps that need no network, each with the same places as text and as a table."""

from typing import TYPE_CHECKING

from course_utils.atlas.views import view_of
from course_utils.errors import CourseError

if TYPE_CHECKING:
    from course_utils.atlas.map import Map

__all__ = ["show"]


def show(view: str = "libya", *, tiles: bool = False) -> "Map":
    """Return a Folium map: "libya", "tripoli", "sirte" or "southern-border".

    Add to it what you like, `folium.Marker([32.9, 13.2]).add_to(map)`, and show it again.
    tiles=True also asks the servers of OpenStreetMap for pictures of streets: that needs the network.
    """
    chosen = view_of(view)
    if not isinstance(tiles, bool):
        raise CourseError(f"tiles is True or False, not {tiles!r}.")
    # Folium is loaded with the first map, so that importing the course stays quick.
    from course_utils.atlas.map import Map

    return Map(chosen, tiles=tiles)
