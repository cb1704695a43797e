"""What JupyterLab's server tells the page around the lessons: its words, in the language of the server.

The server loads this as one of its extensions; on the site, which has no server, its builder asks for the same.
"""

from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path

from course_utils.front import catalogue_of


def told() -> dict[str, Any]:
    """Return what the page is told, for JupyterLab's page config: {"courseWords"}, or nothing where it is English."""
    pages = (page for folder in jupyter_path("labextensions") for page in Path(folder).glob("*/lessons/home.json"))
    scripts = next((sorted((page.parents[1] / "static").glob("*.js")) for page in pages), [])
    words = catalogue_of("".join(script.read_text("utf-8") for script in scripts))
    return {"courseWords": words} if words else {}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    app.web_app.settings.setdefault("page_config_data", {}).update(told())
