"""What there is to argue with: what the lessons rest on, lesson by lesson, and the places on a map."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from course_utils import knowledge
from course_utils.knowledge.records import Place


class Part(NamedTuple):
    """One lesson's part of the shelf: its label and title, and its records by their ids."""

    label: str
    title: str
    ids: tuple[str, ...]

    @property
    def line(self) -> str:
        """The part in a line of plain text."""
        return f"{self.label} {self.title}: {', '.join(self.ids)}"


def shelf() -> list[Part]:
    """Return the records and documents of each lesson, those that it has opened among them."""
    return [
        Part(knowledge.lesson(id_).label, knowledge.lesson(id_).title, (*basis.records, *_opened(id_)))
        for id_, basis in knowledge.bases().items()
    ]


def places() -> dict[Place, int]:
    """Return the points of what stands on the shelf that lie on the blank map, each with how often it is named."""
    (south, west, north, east) = knowledge.geography().blank
    found: dict[str, int] = {}
    for id_ in dict.fromkeys(id_ for part in shelf() for id_ in part.ids):
        for place in getattr(knowledge.find(id_), "places", ()):
            if place.kind != "region" and south < place.lat < north and west < place.lon < east:
                found[place.id] = found.get(place.id, 0) + 1
    return {knowledge.place(id_): count for id_, count in sorted(found.items())}


def face() -> dict[str, Any]:
    """Return the shelf as the browser gets it: the map, its places from west to east, and each part with its words."""
    from course_utils.atlas.blank_map import outline  # only who asks for the desk needs a map

    named = sorted(places().items(), key=lambda one: (one[0].lon, one[0].id))
    return {
        "map": outline(),
        "places": [[one.id, one.short_name, one.lat, one.lon, count > 2] for one, count in named],
        "shelf": [
            [f"{label} {title}", [[id_, knowledge.words(knowledge.find(id_))] for id_ in ids]]
            for label, title, ids in shelf()
        ],
    }


def _opened(lesson: str) -> Iterator[str]:
    """Return the records that a lesson has opened: no text links to them, and a learner has met them there."""
    for one in knowledge.sealed().values():
        if one.until == lesson:
            yield from one.records
