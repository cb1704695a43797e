"""What happened, as data for front/: the events of a view, where they happened, and what was taken or left."""

from course_utils.atlas import words
from course_utils.atlas.views import MapView


def events(view: MapView) -> list[dict]:
    """Return the events of a view in order of date."""
    return [
        {
            "when": words.when(event),
            "first": event.period.first.isoformat(),
            "begun": event.period.start.last.isoformat(),
            "last": event.period.last.isoformat(),
            "title": event.title,
            "summary": event.summary,
            "warned": event.content_note,
            "confidence": event.confidence,
            "where": words.where(event),
            "at": [place.id for place in event.places if place in view.all_places],
            "sources": [source.id for source in event.sources],
        }
        for event in view.events
    ]


def sites(view: MapView) -> list[dict]:
    """Return the places at which something of the timeline happened."""
    happened = {place for event in view.events for place in event.places}
    return [
        {"id": place.id, "name": place.name_en, "short": words.short_name(place), "lat": place.lat, "lon": place.lon}
        for place in view.all_places
        if place in happened
    ]


def control(view: MapView) -> dict:
    """Return what was taken or left, by place and event, and the line of 2020 where the view draws it."""
    numbers = {event: number for number, event in enumerate(view.events)}
    changes = [
        {
            "id": change.place.id,
            "event": numbers[change.event],
            "verb": change.verb,
            "year": str(change.event.period.first.year),
            "said": words.change(change),
        }
        for change in view.changes
    ]
    places = {change.place for change in view.changes}
    return {
        "changes": changes,
        "sites": [
            {"id": p.id, "name": p.name_en, "short": words.short_name(p), "lat": p.lat, "lon": p.lon}
            for p in view.all_places
            if p in places
        ],
        "line": _line(view, numbers),
    }


def _line(view: MapView, numbers: dict) -> dict | None:
    if not view.line:
        return None
    return {
        "title": words.LINE,
        "note": view.line_note,
        "points": [[place.lat, place.lon] for place in view.line],
        "events": [numbers[event] for event in view.line_events],
    }
