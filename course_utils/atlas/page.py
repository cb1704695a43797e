"""The page a map stands on: whole in one file, and the same bytes for the same map in any process."""

import copy
import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import folium
import js_lib_leaflet
from branca.element import Element, Figure, Html
from markupsafe import Markup

from course_utils.atlas import labels, learner_layers
from course_utils.atlas.options import Shown
from course_utils.display import render
from course_utils.front import spoken
from course_utils.knowledge.geography import Picture, Tour
from course_utils.language import Language

LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
FRONT = Path(__file__).parent / "front"


@runtime_checkable
class Told(Protocol):
    """A map that says as a table what it shows, and names what a learner added to it."""

    def table(self, needing: list[str]) -> str:
        """Return the map as a table; `needing` are the names of what needs the internet."""

    def added(self) -> list[tuple[Element, str]]:
        """Return what a learner added to the map, each with its name."""


class Page(Figure):
    """A Folium figure whose page speaks the language in use, lets the reader zoom, and asks nothing of the network."""

    header: learner_layers.Part
    html: learner_layers.Part
    script: learner_layers.Part

    def __init__(self, shown: Shown, pictures: Iterable[Picture] = (), tour: Tour | None = None):
        super().__init__()
        self.shown = shown
        self.pictures = tuple(pictures)
        self.tour = tour
        self.header, self.html, self.script = (learner_layers.Part(self) for _ in range(3))

    def render(self, **kwargs: Any) -> str:
        """Return the page of the map as it is now, as often as it is asked for, with the table of the map below it."""
        filled = self.filled(**kwargs)
        [map_] = (child for child in self._children.values() if isinstance(child, Told))
        return filled.written(map_.table(filled.needing()))

    def filled(self, **kwargs: Any) -> "Page":
        """Return a copy on which all that the page holds is drawn."""
        # Folium changes what it renders (a second time would add every layer twice), so it is given a copy.
        drawn = copy.deepcopy(self)
        for child in drawn._children.values():
            _keep_text_whole(child)
            for element, name in drawn.marked(child):
                learner_layers.mark(element, name, [drawn.header, drawn.html, drawn.script])
                if learner_layers.is_elsewhere(element):
                    drawn.header.needing[name] = None
            child.render(**kwargs)
        return drawn

    def marked(self, child: Element) -> list[tuple[Element, str]]:
        """Return what a learner added, of a map or beside it, with its name."""
        return child.added() if isinstance(child, Told) else [(child, learner_layers.beside(child))]

    def needing(self) -> list[str]:
        """Return the names of what is whole only with the internet; the page has been filled."""
        names = (name for child in self._children.values() for _, name in self.marked(child))
        return [name for name in dict.fromkeys(names) if name in self.header.needing]

    def written(self, table: str = "") -> str:
        """Return the filled page as it is sent to a browser."""
        scripts: list[tuple[str, str]] = []
        for owner, pieces in groupby(self.script.pieces(), key=itemgetter(0)):
            texts = [text for _, text in pieces]
            # One that fails must not end those after it: each piece of what a learner added is a script of its own.
            scripts += [(owner, Markup(text)) for text in (texts if owner else ["\n".join(texts)])]
        page = render(
            "atlas-page.html",
            view=self.shown.view,
            layers=labels.layers(self.shown),
            pictures=self.pictures,
            tour=self.tour,
            header=Markup(self.header.render()),
            body=Markup(self.html.render()),
            scripts=scripts,
            needs=labels.needs(self.needing()),
            legend=labels.legend(self.shown.view),
            table=Markup(table),
        )
        return _renumbered(page)

    def __deepcopy__(self, memo: dict) -> "Page":
        return learner_layers.whole_copy(self, memo)


class Verbatim(Element):
    """Text that goes on the page as it is: Folium would read it as a template."""

    def __init__(self, text: str):
        super().__init__()
        self.verbatim = text

    def render(self, **kwargs: Any) -> str:
        """Return the text."""
        return self.verbatim


@cache
def scripts_and_style(_: Language) -> str:
    """Return the style and the script of every map in a language: Leaflet as installed, then the course's own."""
    leaflet_css = re.sub(r"url\(images/[^)]*\)", "none", _read(LEAFLET / "leaflet.css"))
    leaflet_js = _read(LEAFLET / "leaflet.js").split("//# sourceMappingURL")[0]
    return render(
        "atlas-front.html",
        css=Markup("\n".join([leaflet_css, _lean(_read(FRONT / "map.css"))])),
        leaflet=Markup(leaflet_js),
        js=Markup(_lean(spoken(*sorted(FRONT.glob("*.js"))))),
    )


def _lean(front: str) -> str:
    """Return a style or a script of ours without what only its readers need: comments on their own lines, indents."""
    return re.sub(r"^\s*//.*\n|^\s+|/\*[^*]*\*/", "", front, flags=re.MULTILINE)


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
