"""How the map says a place's kind and precision in words, and which shape stands for which kind."""

from collections.abc import Mapping

from course_utils import knowledge
from course_utils.atlas.options import Shown
from course_utils.atlas.views import Change, MapView
from course_utils.knowledge.geography import Landmark, Layer
from course_utils.knowledge.records import Border, Event, Place, Value
from course_utils.language import gettext, gettext_noop, listed, ngettext, number

_CONFIDENCE = {"high": gettext_noop("high"), "medium": gettext_noop("medium"), "low": gettext_noop("low")}


def kind(place: Place) -> str:
    """Return what kind of place this is, in words."""
    return _kinds()[place.kind].label


def shape(place: Place) -> str:
    """Return the shape that stands for the place, or "name" where only a name is written."""
    return "name" if _is_label(place) else _kinds()[place.kind].symbol or "circle"


def short_name(place: Place) -> str:
    """Return the English name as it is written on the map: without what stands in brackets."""
    return place.short_name


def precision(place: Place | Landmark) -> str:
    """Return how precise the point is, in one short sentence."""
    if isinstance(place, Landmark) and place.approximate:
        return gettext("Approximate: no list has it.")
    if isinstance(place, Landmark) and place.is_name:
        return gettext("No point: only the name is written here.")
    if _is_label(place):
        return gettext("No point: the name of the region is written here.")
    if place.approximate:
        return gettext("Approximate: it can be wrong by tens of kilometres.")
    said = knowledge.vocabulary("place.coord_precision")[place.coord_precision].label
    return gettext("{precision} ({source}).", precision=said[0].upper() + said[1:], source=place.coord_source)


def point(place: Place) -> str:
    """Return the coordinates, with no more digits than the point deserves; nothing for a region."""
    if _is_label(place):
        return ""
    digits = 1 if place.approximate else 2
    numbers = {"lat": number(place.lat, digits), "lon": number(abs(place.lon), digits)}
    if place.approximate:
        west, east = gettext_noop("about {lat}° N, {lon}° W"), gettext_noop("about {lat}° N, {lon}° E")
    else:
        west, east = gettext_noop("{lat}° N, {lon}° W"), gettext_noop("{lat}° N, {lon}° E")
    return gettext(east if place.lon >= 0 else west, **numbers)


def length(border: Border) -> str:
    """Return the length of a border, with the older figure where there is one."""
    length = number(border.length_km)
    if not border.older_figure_km:
        return gettext("{length} km", length=length)
    return gettext("{length} km (older figure: {older} km)", length=length, older=number(border.older_figure_km))


def border_label(border: Border) -> str:
    """Return the neighbour and the length, as they are written on the map."""
    return gettext("{neighbour}: {length} km", neighbour=border.neighbour.title(), length=number(border.length_km))


def when(event: Event) -> str:
    """Return the date of an event in words, as precisely as it is known."""
    return event.period.words


def where(event: Event) -> str:
    """Return the places of an event, or that the timeline names none."""
    return listed([short_name(place) for place in event.places]) or gettext("no place named")


def confidence(level: str) -> str:
    """Return how sure the course is of something, in one word."""
    return gettext(_CONFIDENCE[level])


def change(change: Change) -> str:
    """Return in a sentence who took or left the place, and from whom where that is recorded."""
    by, before = change.by.name_en, change.before
    if change.taken and before:
        return gettext("Taken by {by}, from {before}.", by=by, before=before.name_en)
    if change.taken:
        return gettext("Taken by {by}, from whom is not recorded.", by=by)
    return gettext("Left by {by}.", by=by)


def change_of_place(change: Change) -> str:
    """Return the same with the place and the time."""
    when_, place, by, before = when(change.event), change.place.name_en, change.by.name_en, change.before
    if change.taken and before:
        said = gettext_noop("{when}: {place} taken by {by}, from {before}.")
        return gettext(said, when=when_, place=place, by=by, before=before.name_en)
    if change.taken:
        said = gettext_noop("{when}: {place} taken by {by}, from whom is not recorded.")
    else:
        said = gettext_noop("{when}: {place} left by {by}.")
    return gettext(said, when=when_, place=place, by=by)


def layers(shown: Shown) -> list[dict]:
    """Return the layers that a learner can switch, with what is said of each."""
    view = shown.view
    return [
        {
            "layer": layer,
            "note": _control_note(view) if layer.shows == "control" else "",
            "on": layer.id in shown.on,
            "list": _list(layer, view),
        }
        for layer in view.offered.values()
    ]


def legend(view: MapView) -> dict:
    """Return what the signs of a view mean: shapes in the order of their vocabulary, borders in their own order."""
    places = [*view.article_places, *view.other_places]
    shapes = {shape(place) for place in places}
    meanings: dict[str, str] = {}
    for value in _kinds().values():
        if value.symbol in shapes:
            meanings.setdefault(value.symbol, value.label)
    return {
        "shapes": meanings,
        "region": "name" in shapes,
        "approximate": any(place.approximate and not _is_label(place) for place in places),
    }


def needs(names: list[str]) -> str:
    """Return in a sentence which things on a map need the internet; nothing where none does."""
    if not names:
        return ""
    *others, last = names
    return ngettext(
        "{names} needs the internet: without it, it is missing or not whole.",
        "{names} need the internet: without it, they are missing or not whole.",
        len(names),
        names=gettext("{names} and {last}", names=listed(others), last=last) if others else last,
    )


def _kinds() -> Mapping[str, Value]:
    return knowledge.vocabulary("place.kind")


def _list(layer: Layer, view: MapView) -> list[tuple[int, str]]:
    """Return what a layer shows, numbered, where it is drawn as lines that are told apart."""
    if layer.shows == "borders":
        return list(enumerate(map(border_label, layer.borders)))
    if layer.shows == "routes":
        return [(n, r.title) for n, r in enumerate(view.routes, 1) if r.confidence in layer.confidence]
    return []


def _control_note(view: MapView) -> str:
    if not view.changes:
        return gettext("Not recorded for any place of this map.")
    return " ".join(sketch.note for sketch in view.sketches)


def _is_label(place: Place | Landmark) -> bool:
    return place.coord_precision == "label position"
