"""The signs of the map, drawn in SVG by templates/atlas-symbol.html."""

from functools import cache

from course_utils.display import render


@cache
def symbol(shape: str) -> str:
    """Return the drawing of a shape, or nothing where a name stands without one."""
    return "" if shape == "name" else render("atlas-sign.html", shape=shape).strip()
