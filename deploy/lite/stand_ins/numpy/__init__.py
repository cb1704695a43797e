"""Names that Folium, Branca and IPython look up; nothing here computes."""

__version__ = "0"


class ndarray:
    """The type of no value there is."""


class float64(float):
    """A type IPython can give a format for."""
