"""Parts of a page to read that are files beside it, so that no question waits for them: maps, long lists of sources."""

import hashlib
import re
from html import unescape
from pathlib import Path

from markupsafe import Markup

from deploy.lite.paths import filled

LONG = 8_000  # letters of a list of sources
_MAP = re.compile(r"""(<iframe class="atlas-frame"[^>]*?) srcdoc='([^']*)'""")
_SUMMARY, _LIST = r"(<summary\b.*?</summary>)", r"(<ol>.*?</ol>)"
_SOURCES = re.compile(rf'<details class="cv-sources">\s*{_SUMMARY}\s*{_LIST}\s*</details>', re.DOTALL)


def put(site: Path, html: str) -> str:
    """Return HTML of a lesson whose large parts are put into files of the site; a script shows them in their place."""

    def map_(found: re.Match) -> str:
        return f'{found[1]} data-map="{_put(site, "map", unescape(found[2]))}"'

    def sources(found: re.Match) -> str:
        if len(found[2]) < LONG:
            return found[0]
        file = _put(site, "sources", filled("sources.html", sources=Markup(found[2])))
        return filled("sources-apart.html", summary=Markup(found[1]), file=file)

    return _SOURCES.sub(sources, _MAP.sub(map_, html))


def _put(site: Path, kind: str, text: str) -> str:
    """Put a text into a file, one for all that are the same, and return its name."""
    name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.html"
    (site / name).write_text(text, "utf-8")
    return name
