"""Where the builder of the site finds and keeps things, and which Pyodide it takes."""

from pathlib import Path

from course_utils import display, knowledge
from course_utils.course_folder import NOTEBOOKS
from course_utils.language import current

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = ROOT / "site"
TEMPLATES = HERE / "templates"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"  # under this name JupyterLite has the settings of its Python
CACHE = ROOT / ".venv-site" / "site-cache"  # what was downloaded or compiled once

# The Python that runs in the browser, a package of npm's; the digest is npm's own.
PYODIDE = "314.0.7"
PYODIDE_SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
PYTHON = "3.14"


def filled(template: str, **values: object) -> str:
    """Return a template of the site filled with values; it knows the course and the language in use."""
    return display.render(template, TEMPLATES, course=knowledge.course(), language=current(), **values)


def lessons() -> list[Path]:
    """Return the notebooks of the course in the order of its lessons, and behind them any others."""
    return sorted(NOTEBOOKS.glob("*.ipynb"), key=lambda path: (knowledge.place_of(path.stem), path.stem))
