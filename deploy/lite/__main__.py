"""The course as a site of plain files, for any web host or a folder served on this computer."""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

from course_class.bounded_server import address_in_network
from course_utils.errors import CourseError
from deploy.alone import alone
from deploy.lite import compiled, jupyterlite, licences, pages, pyodide, serve, wheels
from deploy.lite.paths import CACHE, ROOT, SITE

MARK = "built.txt"  # a folder without it is somebody's: it is neither served nor replaced
MARKED = "Built by `python start.py site`, which replaces all that is here.\n"
MADE_BY_USE = {"__pycache__", ".ipynb_checkpoints", "my_work"}
FROM = ("course_utils", "course_authors", "hatch_build.py", "notebooks", "page", "seeds", "deploy", "pyproject.toml")


def main(arguments: list[str] | None = None) -> int:
    """Build the site, serve it if asked to, and return the exit status."""
    parser = argparse.ArgumentParser(prog="start.py site", description=__doc__)
    parser.add_argument("--output", type=Path, default=SITE, metavar="FOLDER", help="by default site/")
    parser.add_argument("--serve", action="store_true", help="serve it on this computer and open it; built if need be")
    parser.add_argument("--to-class", action="store_true", help="serve it to the other computers of this network too")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="serve on this port (else a free one)")
    parser.add_argument("--no-browser", action="store_true", help="show the address and open nothing")
    given = parser.parse_args(arguments)
    site = given.output.resolve()
    try:
        serving = given.serve or given.to_class
        if not (serving and _is_current(site)):
            build(site)
        return _serve(site, given.port, given.to_class, not given.no_browser) if serving else 0
    except (CourseError, OSError, subprocess.CalledProcessError) as error:
        print(f"The site was not built or served: {error}", file=sys.stderr)
        return 1


def build(site: Path) -> None:
    """Build the whole site in a folder, in place of the site that was there."""
    if site.exists() and not _is_ours(site) and (not site.is_dir() or any(site.iterdir())):
        raise OSError(f"{site} holds something else than a site: name another folder")
    site.parent.mkdir(parents=True, exist_ok=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    # Beside the site and under a name that nobody has: what is built takes its place at the end, or nothing changes.
    beside = tempfile.TemporaryDirectory(prefix=f"{site.name}.", dir=site.parent)
    with alone(CACHE / "build.lock", "Another build of the site is running: this one waits for it."), beside as folder:
        part = Path(folder, "new")
        _say("Lessons and JupyterLab …")
        jupyterlite.put(part)
        _say("Python for the browser, downloaded and compiled once …")
        packages = pyodide.put(part, compiled.library(), compiled.wheels(wheels.everything()))
        jupyterlite.configure(part, packages)
        _say("Pages to read: every lesson is run …")
        pages.put(part)
        licences.put(part)
        (part / MARK).write_text(MARKED, "utf-8")
        if site.exists():
            site.rename(Path(folder, "old"))
        part.rename(site)
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    _say(f"The site is in {site}: {size / 1e6:.0f} MB.")


def _is_ours(site: Path) -> bool:
    """Return whether a folder is a site that was built here, by the words it is marked with."""
    try:
        return (site / MARK).read_text("utf-8") == MARKED
    except (OSError, ValueError):
        return False


def _is_current(site: Path) -> bool:
    """Return whether nothing that the site is made from has changed since it was built."""
    if not (_is_ours(site) and (site / "index.html").exists()):
        return False
    built = (site / "index.html").stat().st_mtime
    files = [file for name in FROM for file in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))]
    ours = [file for file in files if file.is_file() and not MADE_BY_USE.intersection(file.parts)]
    return all(file.stat().st_mtime < built for file in ours)


def _serve(site: Path, port: int, to_class: bool, opened: bool) -> int:
    here = address_in_network() if to_class else "127.0.0.1"
    port = serve.server(site, port, "" if to_class else here).server_port
    address = f"http://127.0.0.1:{port}/"
    if to_class:
        _say(f"Learners in the same network open http://{here}:{port}/ in their browsers.")
    _say(f"The site is at {address}. To end it, press Ctrl+C here.")
    if opened:
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
