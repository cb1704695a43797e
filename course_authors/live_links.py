"""Whether the links of the sources still answer: asked over the internet, when an author wants to know."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

_AT_ONCE = 8
_PATIENCE = 30  # seconds
_CLOSED_TO_PROGRAMS = (401, 403, 405, 406, 429, 451)  # a reader's browser may well be let in


@dataclass(frozen=True)
class Silent:
    """A link that did not answer as it should: whose it is, and why."""

    id: str
    link: str
    why: str
    gone: bool
    """Whether a reader would find nothing either, as far as a program can tell."""

    def __str__(self) -> str:
        return f"{self.id}: {self.link} ({self.why})"


def silent(links: Mapping[str, str], patience: float = _PATIENCE) -> list[Silent]:
    """Return the links, by the ids of their sources, that do not answer; those that are gone come first."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = [one for one in pool.map(partial(_asked, patience), links, links.values()) if one]
    return sorted(found, key=lambda one: (not one.gone, one.id))


def _asked(patience: float, id_: str, link: str) -> Silent | None:
    try:
        asked = urllib.request.Request(link, headers={"User-Agent": "course-link-check", "Accept": "*/*"})
        with urllib.request.urlopen(asked, timeout=patience):
            return None
    except urllib.error.HTTPError as error:
        out_of_order = error.code >= 500  # today, and perhaps not tomorrow
        return Silent(id_, link, f"answers {error.code}", not out_of_order and error.code not in _CLOSED_TO_PROGRAMS)
    except (OSError, ValueError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)  # of a connection that was not made, what kept it
        return Silent(id_, link, str(why) or type(why).__name__, not isinstance(why, TimeoutError))
