"""What a map shows, told in text for everyone who does not see it, and as a table after the map."""

from textwrap import fill

from branca.element import Element
from markupsafe import Markup

from course_utils.atlas import words
from course_utils.atlas.views import MapView
from course_utils.knowledge.records import Border, Place
from course_utils.view import WIDTH, Citations, paragraph, render


def text(view: MapView, added: list[str]) -> str:
    """Return the map in plain text: complete, and the same each time."""
    citations = Citations()
    parts = [
        f"Map: {view.title}\n\n{paragraph(view.description)}",
        _section("Places the article speaks of, from west to east", _article_lines(view, citations)),
        _section("Other places on the map, from west to east", [_line(place) for place in view.other_places]),
        _section("Borders that the map highlights", [_border_line(b, citations) for b in view.shown_borders]),
        _section("Added to this map", [paragraph(line, indent="  ") for line in added]),
        _section("Notes", [paragraph(note, indent="  ") for note in view.notes]),
        _section("The article", [_hung(f"{s.id}  ", s.text) for s in view.shown_sentences]),
        _section("Sources", [_hung("", line) for line in citations.text().splitlines()]),
    ]
    return "\n\n".join(part for part in parts if part)


def html(view: MapView, added: list[str], page: str) -> str:
    """Return the page in a frame, and after it the same map as a table that can be opened."""
    citations = Citations()
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
        added=added,
        citations=citations,
    )


def added(element: Element) -> str:
    """Return one line for something that a learner put on the map."""
    location = getattr(element, "location", None)
    return f"{type(element).__name__}{f' at {location[0]}, {location[1]}' if location else ''}"


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
    named = f" In the article: {ids}." if ids else ""
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
    """Return a page as the value of an attribute in double quotes: only these two signs end or change it."""
    return Markup(page.replace("&", "&amp;").replace('"', "&quot;"))
