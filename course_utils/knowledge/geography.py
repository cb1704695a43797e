"""What maps are made of, beside their views: the ground, layers that can be switched, and lines that are sketched."""

from typing import Annotated, Literal

from course_utils.knowledge.loader import all_of
from course_utils.knowledge.record import Record, Table, link, links, record_of
from course_utils.knowledge.records import (
    ArabicText,
    Border,
    Confidence,
    Date,
    Event,
    Latitude,
    Longitude,
    Place,
    Sentence,
    Sourced,
)
from course_utils.schema import Between, Id, In

Box = tuple[Latitude, Longitude, Latitude, Longitude]  # south, west, north, east, in degrees

WORLD: Box = (-90, -180, 90, 180)


@record_of("map", "map.toml", "map")
class Geography(Record):
    """The ground of all maps: where anything can lie, what is drawn, the home country, and the blank map.

    `home` is that country in basemap.geojson, `home_code` in places.toml.
    """

    region: Box = WORLD
    ground: Box
    drawn_by: str = ""
    border_note: str = ""
    home: str = ""
    home_name: str = ""
    home_code: str = ""
    home_box: Box = WORLD
    blank: Box
    blank_title: str = "Blank map"


Shows = Literal["article", "places", "events", "control", "borders", "routes", "roads", "communities"]
"""What a layer can show."""


@record_of("layer", "layers.toml", "layers")
class Layer(Record):
    """Something that can be switched on a map: what it `shows`, and what must be said `about` it."""

    shows: Shows
    title: str
    about: str = ""
    kinds: tuple[Annotated[str, In("place.kind")], ...] = ()
    symbol: str = "circle"
    confidence: tuple[Confidence, ...] = ()
    borders: tuple[Border, ...] = links("border")
    never_with: tuple["Layer", ...] = links("layer")

    @property
    def timed(self) -> bool:
        """Whether what it shows hangs on the period of time that is chosen."""
        return self.shows in ("events", "control")

    @property
    def unsure(self) -> bool:
        """Whether it shows what has little evidence behind it, and nothing else."""
        return self.confidence == ("low",)

    @property
    def apart(self) -> list["Layer"]:
        """The layers with which it is never shown, whichever of the two says so."""
        return [one for one in all_of("layer").values() if one in self.never_with or self in one.never_with]


@record_of("sketch", "sketches.toml", "sketches")
class Sketch(Record):
    """A line that is drawn straight between places, dashed, and called schematic."""

    title: str
    label: str
    when: str
    note: str
    places: tuple[Place, ...] = links("place")
    events: tuple[Event, ...] = links("event")


@record_of("road", "roads.toml", "roads")
class Road(Sourced):
    """A road that is drawn straight through places, and called a sketch."""

    title: str
    label: str
    note: str
    places: tuple[Place, ...] = links("place")


@record_of("picture", "pictures.toml", "pictures")
class Picture(Record):
    """A picture of the ground in Web Mercator, in content/ground; one that is `shading` lies over the drawn land."""

    title: str
    file: str
    box: Box
    drawn_by: str
    shading: bool = False


@record_of("coast", "coasts.toml", "coasts")
class Coast(Record):
    """Land inside a box, nearer than the ground of all maps has it: a file of content/ground, and who made it."""

    file: str
    box: Box
    drawn_by: str


@record_of("landmark", "landmarks.toml", "landmarks")
class Landmark(Sourced):
    """A name that is written on a map beside its places: of a landscape, or of a part of a city."""

    name_en: str
    name_ar: ArabicText
    lat: Latitude
    lon: Longitude
    coord_source: str
    coord_precision: Annotated[str, In("place.coord_precision")]
    about: str

    @property
    def approximate(self) -> bool:
        """Whether its point may be off by kilometres."""
        return self.coord_precision == "approximate"

    @property
    def is_name(self) -> bool:
        """Whether it is only a name, without a point."""
        return self.coord_precision == "label position"


@record_of("view", "views.toml", "views")
class MapExtent(Record):
    """A part of the map worth looking at; south, west, north and east are in decimal degrees."""

    title: str
    description: str
    south: Latitude
    west: Longitude
    north: Latitude
    east: Longitude
    max_zoom: Annotated[int, Between(1, 18)]
    notes: tuple[str, ...]
    labels: tuple[tuple[Latitude, Longitude, str], ...] = ()
    layers: tuple[str, ...]
    more: tuple[str, ...] = ()
    every_event: bool = False
    communities: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[Picture, ...] = links("picture")
    coasts: tuple[Coast, ...] = links("coast")
    landmarks: tuple[Landmark, ...] = links("landmark")
    sketches: tuple[Sketch, ...] = links("sketch")
    roads: tuple[Road, ...] = links("road")
    sentences: tuple[Sentence, ...] = links("sentence")


@record_of()
class Step(Table):
    """A step of a tour: what it says, the records it rests on, the places it looks at, and when it was."""

    says: str
    records: tuple[Annotated[str, Id("record")], ...]
    places: tuple[Annotated[str, Id("place")], ...] = ()
    date: Date | None = None


@record_of("tour", "tours.toml", "tours")
class Tour(Record):
    """A path through map and time, told on a view with the layers that it needs."""

    title: str
    about: str
    view: MapExtent = link("view")
    layers: tuple[Annotated[str, Id("layer")], ...]
    steps: tuple[Step, ...]


def geography() -> Geography:
    """Return the ground of all maps."""
    (only,) = all_of("map").values()
    return only
