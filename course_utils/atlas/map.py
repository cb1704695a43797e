"""The map itself: a Folium map that holds all it needs, and says in text what it shows."""

from typing import Any

import folium
from folium.template import Template

from course_utils.atlas import layers, told
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
        return told.text(self.shown, self._added())

    @property
    def html(self) -> str:
        """The map in a frame of its own, and after it the same as a table."""
        return told.html(self.shown, self._added(), self.get_root().render())

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

    def _added(self) -> list[str]:
        return [told.added(child) for name, child in self._children.items() if name not in self._own]
