"""The page a map stands on: whole in one file, and the same bytes for the same map in any process."""

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import folium
import js_lib_leaflet
from branca.element import Element, Figure, Html
from markupsafe import Markup

from course_utils.atlas import words
from course_utils.atlas.choice import Shown
from course_utils.view import render

LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
FRONT = Path(__file__).parent / "front"


class Page(Figure):
    """A Folium figure whose page is in English, lets the reader zoom, and asks nothing of another machine."""

    def __init__(self, shown: Shown):
        super().__init__()
        self.shown = shown

    def render(self, **kwargs: Any) -> str:
        """Return the page of the map as it is now, as often as it is asked for."""
        # Folium changes what it renders (a second time would add every layer twice), so it is given a copy.
        drawn = copy.deepcopy(self)
        for child in drawn._children.values():
            _keep_text_whole(child)
            child.render(**kwargs)
        page = render(
            "atlas-page.html",
            shown=self.shown,
            view=self.shown.view,
            layers=words.layers(self.shown),
            header=Markup(drawn.header.render()),
            body=Markup(drawn.html.render()),
            script=Markup(drawn.script.render()),
            legend=words.legend(self.shown.view),
        )
        return _renumbered(page)

    def __deepcopy__(self, memo: dict) -> "Page":
        made = type(self)(self.shown)
        memo[id(self)] = made
        for child in self._children.values():
            made.add_child(copy.deepcopy(child, memo))
        return made


class Verbatim(Element):
    """Text that goes on the page as it is: Folium would read it as a template."""

    def __init__(self, text: str):
        super().__init__()
        self.verbatim = text

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        return self.verbatim


@cache
def front() -> str:
    """Return the style and the script of every map: Leaflet as installed, then the course's own."""
    leaflet_css = re.sub(r"url\(images/[^)]*\)", "none", _read(LEAFLET / "leaflet.css"))
    leaflet_js = _read(LEAFLET / "leaflet.js").split("//# sourceMappingURL")[0]
    own = [_read(file) for file in sorted(FRONT.glob("*.js"))]
    return render(
        "atlas-front.html",
        css=Markup("\n".join([leaflet_css, _read(FRONT / "map.css")])),
        js=Markup("\n".join([leaflet_js, *own])),
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _keep_text_whole(element: Element) -> None:
    """Make popups and tooltips say what was asked: Folium writes them into a JavaScript template literal."""
    if isinstance(element, folium.Tooltip):
        element.text = _literal(element.text)
    elif isinstance(element, folium.Popup):
        for content in element.html._children.values():
            if isinstance(content, Html):
                # Folium has put a backslash before backticks, and before nothing else.
                content.data = _literal(content.data.replace("\\`", "`"))
    for child in element._children.values():
        _keep_text_whole(child)


def _literal(text: str) -> str:
    """Return text so that neither JavaScript, nor the end of a script, nor Folium's templates read it as theirs."""
    for sign in ("\\", "`", "${"):
        text = text.replace(sign, f"\\{sign}")
    return re.sub(r"\{(?=[{%#])", r"\\{\\", text).replace("</", r"<\/")


def _renumbered(page: str) -> str:
    """Return the page with Folium's random ids replaced by numbers in order of appearance."""
    numbers: dict[str, str] = {}
    return re.sub(
        r"(?<=[a-z]_)[0-9a-f]{32}(?![0-9a-f])",
        lambda found: numbers.setdefault(found[0], str(len(numbers) + 1)),
        page,
    )
