"""The picture on the home of the course: its own map, with the places that the article touches."""

from markupsafe import Markup

from course_utils import knowledge
from course_utils.atlas import blank_map
from course_utils.knowledge.records import Place

_DOT = 5
_BESIDE = 8  # from a dot to its name


def drawn() -> Markup:
    """Return the map as SVG, which takes its colours from the page that it stands on."""
    outline = blank_map.outline()
    paths = {is_home: [one["path"] for one in outline["shapes"] if one["home"] is is_home] for is_home in (False, True)}
    around, home = (Markup().join(map(Markup('<path d="{}"/>').format, paths[is_home])) for is_home in (False, True))
    shapes = Markup('<g class="around">{}</g><g class="home">{}</g>').format(around, home)
    places = dict.fromkeys(place for sentence in knowledge.sentences().values() for place in sentence.places)
    names = ", ".join(place.short_name for place in places)
    said = f"{knowledge.geography().home_name}: {names}"
    marks = Markup().join(_place(place, outline) for place in places)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>'
    ).format(outline["width"], outline["height"], said, shapes, marks)


def _place(place: Place, outline: dict) -> Markup:
    """Return a dot with its name; of a region, the name alone."""
    (south, west), (north, east) = outline["bounds"]
    x = round((place.lon - west) / (east - west) * outline["width"], 1)
    y = round((north - place.lat) / (north - south) * outline["height"], 1)
    name = place.short_name
    if place.kind == "region":
        return Markup('<text class="region" x="{}" y="{}">{}</text>').format(x, y, name)
    side, at = ("end", x - _BESIDE) if x > outline["width"] * 0.75 else ("start", x + _BESIDE)
    dot = Markup('<circle cx="{}" cy="{}" r="{}"/>').format(x, y, _DOT)
    named = Markup('<text text-anchor="{}" x="{}" y="{}">{}</text>').format(
        side, round(at, 1), round(y - _DOT, 1), name
    )
    return dot + named
