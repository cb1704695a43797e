"""What a learner puts on a map: each thing drawn on its own, copied whole, and whether it needs the internet."""

import copy
from collections.abc import Iterator
from typing import Any, TypeVar

from branca.element import Element, Link, MacroElement
from markupsafe import Markup

from course_utils.language import gettext

Copied = TypeVar("Copied", bound=Element)

# Where Folium keeps the addresses of tiles, pictures and films.
_ADDRESSES = ("url", "tiles", "video_url")


class Part(Element):
    """The head, the body or the script of a page, which keeps in mind for whom each of its pieces was put there."""

    def __init__(self, page: Element):
        super().__init__()
        self._parent = page
        self.drawing = ""  # what is being put on the page; nothing for the map itself
        self.owners: dict[str, str] = {}
        self.needing: dict[str, None] = {}

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> Element:
        """Add a piece for what is being drawn."""
        self.owners[name or child.get_name()] = self.drawing
        if self.drawing and isinstance(child, Link):
            self.needing[self.drawing] = None
        return super().add_child(child, name, index)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield for each piece for whom it is there, and what it says."""
        for name, child in self._children.items():
            yield self.owners[name], child.render()


def named(element: Element) -> str:
    """Return one line for something that a learner put on the map."""
    location = getattr(element, "location", None)
    name = type(element).__name__
    return gettext("{name} at {lat}, {lon}", name=name, lat=location[0], lon=location[1]) if location else name


def beside(element: Element) -> str:
    """Return one line for something that a learner put on the page of the map."""
    if isinstance(element, MacroElement):
        return gettext("{name} on the page of the map", name=type(element).__name__)
    text = " ".join(Markup(element.render()).striptags().split())
    return gettext("On the page of the map: {text}", text=text or gettext("HTML without text"))


def mark(element: Element, name: str, parts: list[Part]) -> None:
    """Make an element say who it is while it is put on the page."""
    render = element.render

    def marked(**kwargs: Any) -> Any:
        for part in parts:
            part.drawing = name
        try:
            return render(**kwargs)
        finally:
            for part in parts:
                part.drawing = ""

    vars(element)["render"] = marked  # of this element alone, in place of that of its class


def is_elsewhere(element: Element) -> bool:
    """Return whether anything in an element is fetched from another machine when it is looked at."""
    for one in _elements(element):
        options = getattr(one, "options", None)
        found = [getattr(one, name, None) for name in _ADDRESSES]
        if isinstance(options, dict):
            found += [value for name, value in options.items() if "url" in name.lower()]
        if any(isinstance(value, str) and value.startswith(("http://", "https://")) for value in found):
            return True
    return False


def whole_copy(element: Copied, memo: dict) -> Copied:
    """Return a copy with the templates that were set on single elements: Folium's own copies are without them."""
    made = memo[id(element)] = type(element).__new__(type(element))
    made.__setstate__(copy.deepcopy(element.__getstate__(), memo))
    for one in _elements(element):
        if "_template" in vars(one) and id(one) in memo:
            memo[id(one)]._template = one._template
    return made


def _elements(root: Element) -> Iterator[Element]:
    """Yield an element and all that is held by it, however deep."""
    todo, seen = [root], set()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        for name, value in vars(one).items():
            held = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
            todo += [inner for inner in held if isinstance(inner, Element) and name != "_parent"]
