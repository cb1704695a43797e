"""The map itself: a Folium map that holds all it needs, and says in text what it shows."""

from typing import Any

import folium
from branca.element import Element
from folium.template import Template

from course_utils.atlas import added, layers, told, words
from course_utils.atlas.choice import Shown
from course_utils.atlas.page import Page, Verbatim, front
from course_utils.view import PACKAGE


class Map(folium.Map):
    """A Folium map of one view with its layers; what is added to it shows the next time the map is shown."""

    _template = Template((PACKAGE / "templates" / "atlas-map.html").read_text(encoding="utf-8"))

    def __init__(self, shown: Shown, *, tiles: bool = False):
        view = shown.view
        middle = [(view.south + view.north) / 2, (view.west + view.east) / 2]
        super().__init__(middle, tiles=None, maxZoom=view.max_zoom, maxBounds=layers.box())
        # Folium's own lists name files on other machines. A plugin that is added later may still add to these.
        self.default_js, self.default_css = [], []
        self.view, self.shown = view, shown
        self.start = {"bounds": [[view.south, view.west], [view.north, view.east]]}
        Page(shown).add_child(self)
        if tiles:
            folium.TileLayer("OpenStreetMap", max_zoom=view.max_zoom).add_to(self)
        for layer in layers.of_view(shown, over_tiles=tiles):
            layer.add_to(self)
        self._own = set(self._children)

    @property
    def text(self) -> str:
        """What the map shows, in plain text."""
        filled = self._filled() if self.added() or self._beside() else None
        return told.text(self.shown, self._said(filled.needing() if filled else []))

    @property
    def html(self) -> str:
        """The map in a frame of its own, and after it the same as a table."""
        filled = self._filled()
        if not filled:  # the map stands in a figure of the learner's own
            return told.html(self.shown, self._said([]), self.get_root().render())
        return told.html(self.shown, self._said(filled.needing()), filled.written())

    def table(self, needing: list[str]) -> str:
        """Return the map as a table; `needing` are the names of what needs the internet."""
        return told.html(self.shown, self._said(needing))

    def added(self) -> list[tuple[Element, str]]:
        """Return what a learner added to the map, each with its name."""
        return [(child, added.named(child)) for name, child in self._children.items() if name not in self._own]

    def render(self, **kwargs: Any) -> None:
        """Put on the page what every map needs, then the map and its layers."""
        self.get_root().header.add_child(Verbatim(front()), name="atlas_front")
        super().render(**kwargs)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self, **kwargs: Any) -> str:
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}

    def __deepcopy__(self, memo: dict) -> "Map":
        return added.whole_copy(self, memo)

    def _filled(self) -> Page | None:
        root = self.get_root()
        return root.filled() if isinstance(root, Page) else None

    def _beside(self) -> list[str]:
        """Return what a learner put on the page of the map."""
        root = self.get_root()
        own = [child for child in root._children.values() if child is not self]
        return [added.beside(element) for element in [*own, *root.html._children.values()]]

    def _said(self, needing: list[str]) -> list[str]:
        """Return what was added, and last which of it needs the internet."""
        names = [*(name for _, name in self.added()), *self._beside()]
        return [*names, *filter(None, [words.needs(needing)])]
