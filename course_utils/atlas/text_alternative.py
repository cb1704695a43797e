"""What a map shows, told in text for everyone who does not see it, and as a table after the map."""

from textwrap import fill
from zlib import crc32

from markupsafe import Markup

from course_utils import knowledge
from course_utils.atlas import labels, tours
from course_utils.atlas.options import Shown
from course_utils.atlas.views import MapView
from course_utils.dates import spell
from course_utils.display import WIDTH, Citations, paragraph, render
from course_utils.knowledge.geography import Landmark, Layer, Road, Sketch, Tour
from course_utils.knowledge.records import Actor, Border, Event, Place, Route
from course_utils.language import gettext, listed, ngettext


def text(shown: Shown, added: list[str]) -> str:
    """Return the map in plain text: all that is on it, and the same each time."""
    view, citations = shown.view, Citations()
    parts = [
        "\n\n".join((gettext("Map: {title}", title=view.title), paragraph(view.description))),
        _section(gettext("Places that help to read the article, from west to east"), _article_lines(view, citations)),
        _section(gettext("Other places on the map, from west to east"), [_line(place) for place in shown.other_places]),
        _section(gettext("Names on the ground"), [_landmark_line(one, citations) for one in view.landmarks]),
        *_switched(shown, citations),
        _section(gettext("Added to this map"), [paragraph(line, indent="  ") for line in added]),
        _section(gettext("Notes"), [paragraph(note, indent="  ") for note in view.notes]),
        _section(gettext("The article"), [_hung(f"{s.id}  ", s.text) for s in view.shown_sentences]),
        _section(gettext("Sources"), [_hung("", line) for line in citations.text().splitlines()]),
    ]
    return "\n\n".join(part for part in parts if part)


def html(shown: Shown, added: list[str], page: str = "", tour: Tour | None = None) -> str:
    """Return the page in a frame, if there is one, and all that can be switched on, as tables that can be opened."""
    view, citations = shown.view, Citations()
    return render(
        "atlas-output.html",
        view=view,
        page=_attribute(page),
        past=f"past-{shown.view.id}-{crc32(page.encode()):08x}",  # the same map twice leads to the first
        steps=tours.rows(tour, citations) if tour else [],
        articles=[_row(place, citations) for place in view.article_places],
        others=[_row(place, citations) for place in view.other_places],
        borders=[
            {"name": b.name, "length": labels.length(b), "note": b.note or "", "mark": citations.mark(b.sources)}
            for b in view.shown_borders
        ],
        landmarks=[
            {"landmark": one, "precision": labels.precision(one), "mark": citations.mark(one.sources)}
            for one in view.landmarks
        ],
        kept=view.kept,
        events=[_event_row(event, citations) for event in view.events],
        changes=[
            {
                "place": c.place.name_en,
                "said": labels.change(c),
                "when": labels.when(c.event),
                "mark": citations.mark(c.event.sources),
            }
            for c in view.changes
        ],
        sketches=[
            {
                "sketch": sketch,
                "when": spell(sketch.when),
                "places": [place.name_en for place in sketch.places],
                "mark": citations.mark(source for event in sketch.events for source in event.sources),
            }
            for sketch in view.sketches
        ],
        routes=[
            {
                "number": n,
                "route": route,
                "confidence": labels.confidence(route.confidence),
                "mark": citations.mark(route.sources),
            }
            for n, route in enumerate(view.routes, 1)
        ],
        roads=[
            {"road": road, "places": [place.name_en for place in road.places], "mark": citations.mark(road.sources)}
            for road in view.roads
        ],
        communities=[{"actor": a, "places": p, "mark": citations.mark(a.sources)} for a, p in _communities(view)],
        layers={layer.shows: layer for layer in view.offered.values()},
        content_notes=knowledge.course().content_notes,
        added=added,
        citations=citations,
    )


def _switched(shown: Shown, citations: Citations) -> list[str]:
    """Return the sections of the layers that a learner can switch and that are on."""
    view = shown.view
    parts = []
    for layer in shown.showing("borders"):
        borders = [_border_line(border, citations) for border in layer.borders]
        parts.append(_section(gettext("Borders that the map highlights"), borders))
    for layer in shown.showing("control"):
        parts.append(_section(layer.title, [*_about(layer), *_changes(shown, citations)]))
    for layer in shown.showing("routes"):
        routes = [route for route in view.routes if route.confidence in layer.confidence]
        lines = [_route_line(route, citations) for route in routes]
        parts.append(_section(layer.title, [paragraph(view.caveat, indent="  "), *lines]))
    for layer in shown.showing("roads"):
        lines = [_hung("  ", f"{_drawn(road)} {road.note} {citations.mark(road.sources)}") for road in view.roads]
        parts.append(_section(layer.title, [*_about(layer), *lines]))
    for layer in shown.showing("communities"):
        lines = [
            _hung("  ", f"{_named(actor, towns)} {actor.description} {citations.mark(actor.sources)}")
            for actor, towns in _communities(view)
        ]
        parts.append(_section(layer.title, [*_about(layer), *lines]))
    for _ in shown.showing("events"):
        count = ngettext(
            "Events shown: {shown} of {count}, in order of date",
            "Events shown: {shown} of {count}, in order of date",
            len(view.events),
            shown=len(shown.events),
        )
        lines = [_event_line(event, citations) for event in shown.events]
        lines = lines or ["  " + gettext("None is recorded for this period.")]
        parts.append(_section(count, [*lines, *([f"  {view.kept}"] if view.kept else [])]))
    return parts


def _about(layer: Layer) -> list[str]:
    return [paragraph(layer.about, indent="  ")] if layer.about else []


def _changes(shown: Shown, citations: Citations) -> list[str]:
    view = shown.view
    lines = [
        _hung("  ", f"{labels.change_of_place(change)} {citations.mark(change.event.sources)}")
        for change in view.changes
        if change.event in shown.events
    ]
    if not view.changes:
        lines.append("  " + gettext("Not recorded for the places of this map."))
    elif not lines:
        lines.append("  " + gettext("Not recorded for this period."))
    for sketch in view.sketches:
        if any(event in shown.events for event in sketch.events):
            mark = citations.mark(source for event in sketch.events for source in event.sources)
            lines.append(_hung("  ", f"{_drawn(sketch)} {sketch.note} {mark}"))
    return lines


def _drawn(line: Sketch | Road) -> str:
    between = listed([place.name_en for place in line.places])
    return gettext("{title}, drawn between {places}.", title=line.title, places=between)


def _event_line(event: Event, citations: Citations) -> str:
    what = {"when": labels.when(event), "title": event.title, "where": labels.where(event)}
    said = gettext("{when}: {title} ({where}).", **what)
    return _hung("  ", f"{said} {event.summary} {citations.mark(event.sources)}")


def _route_line(route: Route, citations: Citations) -> str:
    parts = (
        f"{route.title}.",
        gettext("Carries: {carries}.", carries=route.carries),
        route.note,
        gettext("Confidence: {confidence}.", confidence=labels.confidence(route.confidence)),
    )
    return _hung("  ", f"{' '.join(filter(None, parts))} {citations.mark(route.sources)}")


def _communities(view: MapView) -> list[tuple[Actor, list[str]]]:
    """Return each community with the towns at which its name is written."""
    found: dict[Actor, list[str]] = {}
    for place, actors in view.community_places:
        for actor in actors:
            found.setdefault(actor, []).append(labels.short_name(place))
    return list(found.items())


def _named(actor: Actor, towns: list[str]) -> str:
    named = {"name": actor.name_en, "arabic": actor.name_ar, "places": listed(towns)}
    return gettext("{name}, {arabic}, at {places}.", **named)


def _event_row(event: Event, citations: Citations) -> dict:
    return {
        "event": event,
        "when": labels.when(event),
        "where": labels.where(event),
        "mark": citations.mark(event.sources),
    }


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *lines]) if lines else ""


def _article_lines(view: MapView, citations: Citations) -> list[str]:
    lines = []
    for place in view.article_places:
        lines.append(_line(place))
        lines.append(paragraph(f"{place.role} {citations.mark(place.sources)}", indent="    "))
    return lines


def _line(place: Place) -> str:
    what = {"name": place.name_en, "arabic": place.name_ar, "kind": labels.kind(place)}
    ids = listed([sentence.id for sentence in place.sentences])
    parts = (
        gettext("{name}, {arabic}: {kind}.", **what),
        labels.precision(place),
        gettext("Helps to read: {sentences}.", sentences=ids) if ids else "",
    )
    return _hung("  ", " ".join(filter(None, parts)))


def _landmark_line(landmark: Landmark, citations: Citations) -> str:
    named = gettext("{name}, {arabic}.", name=landmark.name_en, arabic=landmark.name_ar)
    parts = (named, landmark.about, labels.precision(landmark), citations.mark(landmark.sources))
    return _hung("  ", " ".join(parts))


def _border_line(border: Border, citations: Citations) -> str:
    said = gettext("{name}: {length}.", name=border.name, length=labels.length(border))
    return _hung("  ", " ".join(filter(None, (said, border.note, citations.mark(border.sources)))))


def _hung(mark: str, text: str) -> str:
    """Return a paragraph that begins with a mark; its other lines stand further in, and links stay whole."""
    return fill(
        text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _row(place: Place, citations: Citations) -> dict:
    return {
        "name": place.name_en,
        "arabic": place.name_ar,
        "kind": labels.kind(place),
        "role": place.role,
        "mark": citations.mark(place.sources),
        "point": labels.point(place),
        "precision": labels.precision(place),
        "sentences": place.sentences,
    }


def _attribute(page: str) -> Markup:
    """Return a page as the value of an attribute in single quotes, of which it has few: no other sign ends it."""
    return Markup(page.replace("&", "&amp;").replace("'", "&#39;"))
