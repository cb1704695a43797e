"""Where the builder of the site finds and keeps things, and which Pyodide it takes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NOTEBOOKS = ROOT / "notebooks"
SITE = ROOT / "site"
TEMPLATES = HERE / "templates"
TITLE = "The Libyan conflict through one news article"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"  # under this name JupyterLite has the settings of its Python
CACHE = ROOT / ".venv-site" / "site-cache"  # what was downloaded or compiled once

# The Python that runs in the browser, a package of npm's; the digest is npm's own.
PYODIDE = "314.0.7"
PYODIDE_SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
PYTHON = "3.14"


def environment() -> Environment:
    """Return what fills the templates of the site; every value is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
