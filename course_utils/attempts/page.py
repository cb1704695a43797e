"""Whether the page of the site in which Python runs keeps what is written; elsewhere there is no such page."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import Future


def not_kept() -> str | None:
    """Return why what is written here is lost when the page is left, in a sentence; None where it is kept."""
    said = _on_page("courseNotKept")
    return said if isinstance(said, str) else None


def once_known(then: Callable[[], None]) -> None:
    """Do something as soon as it is known whether what was written is kept: a page may wait for its database."""
    store = _on_page("courseStore")
    if store is None:
        then()
        return
    from asyncio import ensure_future  # the page of the site has loaded it, elsewhere it would slow each start

    async def wait() -> None:
        await store()
        then()

    _waiting.add(task := ensure_future(wait()))
    task.add_done_callback(_waiting.discard)


_waiting: set["Future[None]"] = set()  # the loop itself holds no task fast


def make_sure(file: Path, data: bytes) -> None:
    """Raise OSError where what was just written to the end of a file is not there: the page says nothing of it."""
    if sys.platform == "emscripten" and not file.read_bytes().endswith(data):
        raise OSError("this browser did not keep it")


def _on_page(name: str) -> Any:
    """Return what the site's kept.mjs has put beside Python under a name; None elsewhere."""
    if sys.platform != "emscripten":
        return None
    import js  # Pyodide's

    return getattr(js, name, None)
