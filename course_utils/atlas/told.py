"""What a map shows, told in text for everyone who does not see it, and as a table after the map."""

from textwrap import fill

from markupsafe import Markup

from course_utils.atlas import words
from course_utils.atlas.choice import Shown
from course_utils.atlas.views import LAYERS, MapView
from course_utils.knowledge.records import Actor, Border, Event, Place, Route
from course_utils.view import WIDTH, Citations, paragraph, render


def text(shown: Shown, added: list[str]) -> str:
    """Return the map in plain text: all that is on it, and the same each time."""
    view, citations = shown.view, Citations()
    parts = [
        f"Map: {view.title}\n\n{paragraph(view.description)}",
        _section("Places that help to read the article, from west to east", _article_lines(view, citations)),
        _section("Other places on the map, from west to east", [_line(place) for place in shown.other_places]),
        *_switched(shown, citations),
        _section("Added to this map", [paragraph(line, indent="  ") for line in added]),
        _section("Notes", [paragraph(note, indent="  ") for note in view.notes]),
        _section("The article", [_hung(f"{s.id}  ", s.text) for s in view.shown_sentences]),
        _section("Sources", [_hung("", line) for line in citations.text().splitlines()]),
    ]
    return "\n\n".join(part for part in parts if part)


def html(shown: Shown, added: list[str], page: str = "") -> str:
    """Return the page in a frame, if there is one, and all that can be switched on, as tables that can be opened."""
    view, citations = shown.view, Citations()
    return render(
        "atlas-output.html",
        view=view,
        page=_attribute(page),
        articles=[_row(place, citations) for place in view.article_places],
        others=[_row(place, citations) for place in view.other_places],
        borders=[
            {"name": b.name, "length": words.length(b), "note": b.note or "", "mark": citations.mark(b.sources)}
            for b in view.shown_borders
        ],
        kept=view.kept,
        events=[_event_row(event, citations) for event in view.events],
        changes=[
            {
                "place": c.place.name_en,
                "said": words.change(c),
                "when": words.when(c.event),
                "mark": citations.mark(c.event.sources),
            }
            for c in view.changes
        ],
        line=words.LINE if view.line else "",
        line_places=[place.name_en for place in view.line],
        line_mark=citations.mark(source for event in view.line_events for source in event.sources),
        routes=[
            {"number": n, "route": route, "mark": citations.mark(route.sources)}
            for n, route in enumerate(view.routes, 1)
        ],
        communities=[{"actor": a, "places": p, "mark": citations.mark(a.sources)} for a, p in _communities(view)],
        layers=LAYERS,
        added=added,
        citations=citations,
    )


def _switched(shown: Shown, citations: Citations) -> list[str]:
    """Return the sections of the layers that a learner can switch and that are on."""
    view, on = shown.view, shown.on
    parts = []
    if "borders" in on:
        borders = [_border_line(border, citations) for border in view.shown_borders]
        parts.append(_section("Borders that the map highlights", borders))
    if "control" in on:
        parts.append(
            _section("Taken or left", [paragraph(LAYERS["control"][1], indent="  "), *_changes(shown, citations)])
        )
    for name in ("routes", "unsure-routes"):
        if name in on:
            routes = [route for route in view.routes if (route.confidence == "low") is (name == "unsure-routes")]
            lines = [_route_line(route, citations) for route in routes]
            parts.append(_section(LAYERS[name][0], [paragraph(view.caveat, indent="  "), *lines]))
    if "communities" in on:
        lines = [
            _hung("  ", f"{a.name_en}, {a.name_ar}, at {', '.join(p)}. {a.description} {citations.mark(a.sources)}")
            for a, p in _communities(view)
        ]
        parts.append(_section(LAYERS["communities"][0], [paragraph(LAYERS["communities"][1], indent="  "), *lines]))
    if "events" in on:
        count = f"Events shown: {len(shown.events)} of {len(view.events)}, in order of date"
        lines = [_event_line(event, citations) for event in shown.events]
        lines = lines or ["  None is recorded for this period."]
        parts.append(_section(count, [*lines, *([f"  {view.kept}"] if view.kept else [])]))
    return parts


def _changes(shown: Shown, citations: Citations) -> list[str]:
    view = shown.view
    lines = [
        _hung("  ", f"{words.when(c.event)}: {c.place.name_en} {words.change(c)}. {citations.mark(c.event.sources)}")
        for c in view.changes
        if c.event in shown.events
    ]
    if not view.changes:
        lines.append("  Not recorded for the places of this map.")
    elif not lines:
        lines.append("  Not recorded for this period.")
    if any(event in shown.events for event in view.line_events):
        between = ", ".join(place.name_en for place in view.line)
        mark = citations.mark(source for event in view.line_events for source in event.sources)
        lines.append(_hung("  ", f"{words.LINE}, drawn between {between}. {view.line_note} {mark}"))
    return lines


def _event_line(event: Event, citations: Citations) -> str:
    where = words.where(event) or "no place named"
    return _hung("  ", f"{words.when(event)}: {event.title} ({where}). {event.summary} {citations.mark(event.sources)}")


def _route_line(route: Route, citations: Citations) -> str:
    note = f" {route.note}" if route.note else ""
    mark = citations.mark(route.sources)
    return _hung("  ", f"{route.title}. Carries: {route.carries}.{note} Confidence: {route.confidence}. {mark}")


def _communities(view: MapView) -> list[tuple[Actor, list[str]]]:
    """Return each community with the towns at which its name is written."""
    found: dict[Actor, list[str]] = {}
    for place, actors in view.community_places:
        for actor in actors:
            found.setdefault(actor, []).append(words.short_name(place))
    return list(found.items())


def _event_row(event: Event, citations: Citations) -> dict:
    return {
        "event": event,
        "when": words.when(event),
        "where": words.where(event) or "no place named",
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
    ids = ", ".join(sentence.id for sentence in place.sentences)
    named = f" Helps to read: {ids}." if ids else ""
    return _hung("  ", f"{place.name_en}, {place.name_ar}: {words.kind(place)}. {words.precision(place)}{named}")


def _border_line(border: Border, citations: Citations) -> str:
    note = f" {border.note}" if border.note else ""
    return _hung("  ", f"{border.name}: {words.length(border)}.{note} {citations.mark(border.sources)}")


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
        "kind": words.kind(place),
        "role": place.role,
        "mark": citations.mark(place.sources),
        "point": words.point(place),
        "precision": words.precision(place),
        "sentences": place.sentences,
    }


def _attribute(page: str) -> Markup:
    """Return a page as the value of an attribute in single quotes, of which it has few: no other sign ends it."""
    return Markup(page.replace("&", "&amp;").replace("'", "&#39;"))
