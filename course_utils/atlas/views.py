"""The views of the map, as content/views.toml has them: what each one shows and how near one may come."""

from dataclasses import dataclass

from course_utils import knowledge
from course_utils.errors import UnknownId
from course_utils.knowledge.records import Border, Links, Place, Record, Sentence
from course_utils.knowledge.shelf import KINDS, all_of


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
    borders: bool = False
    sentences: tuple[Sentence, ...] = Links("sentence")

    @property
    def article_places(self) -> list[Place]:
        """The places in this view that the article speaks of, from west to east."""
        return [place for place in self._places() if place.sentences]

    @property
    def other_places(self) -> list[Place]:
        """The places in this view that the article does not speak of, from west to east."""
        return [place for place in self._places() if not place.sentences]

    @property
    def shown_borders(self) -> list[Border]:
        """The borders this view highlights: the southern ones, or none."""
        return [border for border in knowledge.borders().values() if border.south and self.borders]

    @property
    def shown_sentences(self) -> list[Sentence]:
        """The sentences of the article that this view explains, in the article's order."""
        here = {*self.sentences, *(sentence for place in self.article_places for sentence in place.sentences)}
        return [sentence for sentence in knowledge.sentences().values() if sentence in here]

    def _places(self) -> list[Place]:
        inside = [
            place
            for place in knowledge.places().values()
            if self.south <= place.lat <= self.north and self.west <= place.lon <= self.east
        ]
        return sorted(inside, key=lambda place: (place.lon, place.id))


KINDS["view"] = (MapView, "views.toml", "views")
