"""How the map says a place's kind and precision in words, and which shape stands for which kind."""

from course_utils.atlas.choice import Shown
from course_utils.atlas.views import LAYERS, Change, MapView
from course_utils.knowledge.records import Border, Event, Place

LINE = "The Sirte–Jufra line of 2020, schematic"

# kind -> what it is called, and the shape that stands for it (drawn in templates/atlas-symbol.html)
KINDS = {
    "capital": ("capital", "star"),
    "city": ("city or town", "circle"),
    "foreign_city": ("place outside Libya", "circle"),
    "region": ("region", "circle"),
    "airbase": ("airport or airbase", "triangle"),
    "naval_base": ("naval base", "wedge"),
    "oil_terminal": ("oil port", "drop"),
    "oil_field": ("oil field", "hexagon"),
    "border_crossing": ("border crossing or point", "diamond"),
    "frontline": ("on the front line of 2020", "square"),
}


def kind(place: Place) -> str:
    """Return what kind of place this is, in words."""
    return KINDS[place.kind][0]


def shape(place: Place) -> str:
    """Return the shape that stands for the place, or "name" where only a name is written."""
    return "name" if _is_label(place) else KINDS[place.kind][1]


def short_name(place: Place) -> str:
    """Return the English name as it is written on the map: without what stands in brackets."""
    return place.name_en.split(" (")[0]


def precision(place: Place) -> str:
    """Return how precise the point is, in one short sentence."""
    if _is_label(place):
        return "No point: the name of the region is written here."
    if place.approximate:
        return "Approximate: it can be wrong by tens of kilometres."
    return f"{place.coord_precision[0].upper()}{place.coord_precision[1:]} ({place.coord_source})."


def point(place: Place) -> str:
    """Return the coordinates, with no more digits than the point deserves; nothing for a region."""
    if _is_label(place):
        return ""
    digits, about = (1, "about ") if place.approximate else (2, "")
    east = "E" if place.lon >= 0 else "W"
    return f"{about}{place.lat:.{digits}f}° N, {abs(place.lon):.{digits}f}° {east}"


def length(border: Border) -> str:
    """Return the length of a border, with the older figure where there is one."""
    older = f" (older figure: {border.older_figure_km:,} km)" if border.older_figure_km else ""
    return f"{border.length_km:,} km{older}"


def border_label(border: Border) -> str:
    """Return the neighbour and the length, as they are written on the map."""
    return f"{border.neighbour.title()}: {border.length_km:,} km"


def when(event: Event) -> str:
    """Return the date of an event in words, as precisely as it is known."""
    return event.period.words


def where(event: Event) -> str:
    """Return the places of an event; nothing where the timeline names none."""
    return ", ".join(short_name(place) for place in event.places)


def change(change: Change) -> str:
    """Return who took or left the place, and from whom where that is recorded."""
    before = change.before
    came = f", from {before.name_en}" if before else ", from whom is not recorded" if change.verb == "taken" else ""
    return f"{change.verb} by {change.by.name_en}{came}"


def layers(shown: Shown) -> list[dict]:
    """Return the layers that a learner can switch, with what is said of each."""
    view = shown.view
    lists = {
        "borders": [border_label(border) for border in view.shown_borders],
        "routes": [(n, r.title) for n, r in enumerate(view.routes, 1) if r.confidence != "low"],
        "unsure-routes": [(n, r.title) for n, r in enumerate(view.routes, 1) if r.confidence == "low"],
    }
    return [
        {
            "name": name,
            "title": LAYERS[name][0],
            "about": LAYERS[name][1],
            "note": _control_note(view) if name == "control" else "",
            "on": name in shown.on,
            "list": lists.get(name, []),
        }
        for name in view.offered
    ]


def legend(view: MapView) -> dict:
    """Return what the signs of a view mean: shapes in the order of KINDS, borders in their own order."""
    places = [*view.article_places, *view.other_places]
    shapes = {shape(place) for place in places}
    meanings: dict[str, str] = {}
    for meaning, shape_ in KINDS.values():
        if shape_ in shapes:
            meanings.setdefault(shape_, meaning)
    return {
        "shapes": meanings,
        "region": "name" in shapes,
        "approximate": any(place.approximate and not _is_label(place) for place in places),
    }


def needs(names: list[str]) -> str:
    """Return in a sentence which things on a map need the internet; nothing where none does."""
    if not names:
        return ""
    said = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    verb, them = ("needs", "it is") if len(names) == 1 else ("need", "they are")
    return f"{said} {verb} the internet: without it, {them} missing or not whole."


def _control_note(view: MapView) -> str:
    return view.line_note if view.changes else "Not recorded for any place of this map."


def _is_label(place: Place) -> bool:
    return place.coord_precision == "label position"
