"""The map itself: a Folium map that holds all it needs, and says in text what it shows."""

from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

from course_utils.atlas import labels, layers, learner_layers, text_alternative, tours
from course_utils.atlas.js_layer import Drawn
from course_utils.atlas.options import Shown
from course_utils.atlas.page import Page, Verbatim, scripts_and_style
from course_utils.display import TEMPLATES
from course_utils.knowledge.geography import Tour
from course_utils.language import current, gettext


class Map(folium.Map):
    """A Folium map of one view with its layers; what is added to it shows the next time the map is shown."""

    _template = Template((TEMPLATES / "atlas-map.html").read_text(encoding="utf-8"))

    def __init__(self, shown: Shown, *, tiles: bool = False, tour: Tour | None = None):
        view = shown.view
        middle = [(view.south + view.north) / 2, (view.west + view.east) / 2]
        super().__init__(middle, tiles=None, maxZoom=view.max_zoom, maxBounds=layers.box())
        # Folium's own lists name files on other machines. A plugin that is added later may still add to these.
        self.default_js, self.default_css = [], []
        self.view, self.shown = view, shown
        self.start = {"bounds": [[view.south, view.west], [view.north, view.east]]}
        self.tour = tour
        Page(shown, () if tiles else view.pictures, tour).add_child(self)
        if tiles:
            folium.TileLayer("OpenStreetMap", max_zoom=view.max_zoom).add_to(self)
        for layer in layers.of_view(shown, over_tiles=tiles):
            layer.add_to(self)
        if tour:
            Drawn("tour", tours.path(tour, shown)).add_to(self)
        self._own = set(self._children)

    @property
    def text(self) -> str:
        """What the map shows, in plain text."""
        filled = self._filled() if self.added() or self._beside() else None
        said = self._said(filled.needing() if filled else [])
        return tours.text(self.tour, said) if self.tour else text_alternative.text(self.shown, said)

    @property
    def html(self) -> str:
        """The map in a frame of its own, and after it the same as a table."""
        filled = self._filled()
        if not filled:  # the map stands in a figure of the learner's own
            return text_alternative.html(self.shown, self._said([]), self.get_root().render(), self.tour)
        return text_alternative.html(self.shown, self._said(filled.needing()), filled.written(), self.tour)

    def table(self, needing: list[str]) -> str:
        """Return the map as a table; `needing` are the names of what needs the internet."""
        return text_alternative.html(self.shown, self._said(needing), tour=self.tour)

    def added(self) -> list[tuple[Element, str]]:
        """Return what a learner added to the map, each with its name."""
        return [(child, learner_layers.named(child)) for name, child in self._children.items() if name not in self._own]

    def render(self, **kwargs: Any) -> str:
        """Put on the page what every map needs, then the map and its layers."""
        self._figure().header.add_child(Verbatim(scripts_and_style(current())), name="atlas_front")
        return super().render(**kwargs)

    @property
    def spoken(self) -> str:
        """Return what the map is called for those who hear it."""
        return gettext("Map")

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self, **kwargs: Any) -> str:
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}

    def __deepcopy__(self, memo: dict) -> "Map":
        return learner_layers.whole_copy(self, memo)

    def _figure(self) -> Figure:
        root = self.get_root()
        assert isinstance(root, Figure)
        return root

    def _filled(self) -> Page | None:
        root = self.get_root()
        return root.filled() if isinstance(root, Page) else None

    def _beside(self) -> list[str]:
        """Return what a learner put on the page of the map."""
        root = self._figure()
        own = [child for child in root._children.values() if child is not self]
        return [learner_layers.beside(element) for element in [*own, *root.html._children.values()]]

    def _said(self, needing: list[str]) -> list[str]:
        """Return what was added, and last which of it needs the internet."""
        names = [*(name for _, name in self.added()), *self._beside()]
        return [*names, *filter(None, [labels.needs(needing)])]
