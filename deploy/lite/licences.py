"""LICENSES.txt: the licences of everything that the site gives on, as those who made it ask for."""

import json
import re
import zipfile
from collections.abc import Iterator
from importlib import metadata
from itertools import groupby
from pathlib import Path

from deploy.lite import wheels
from deploy.lite.paths import HERE, PYODIDE, PYTHON, ROOT

FILE = "LICENSES.txt"
TEXTS = HERE / "licences"
GROUND = ROOT / "course_utils" / "content" / "ground"
LICENCE = re.compile(r"\.dist-info/(.*/)?[^/]*(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
FRONT_END = (
    *("jupyterlab", "jupyterlab-pygments", "jupyterlab-widgets"),
    *("jupyterlite-core", "jupyterlite-pyodide-kernel"),
)
SCRIPTS = "third-party-licenses.json"  # as JupyterLab and its extensions are delivered
_RULE = "=" * 80


def put(site: Path) -> None:
    """Write the licences of what is in the site; OSError where something in it comes without one."""
    sections = [*_own(), *_python(), *_packages(), *_scripts(site)]
    heads = "\n".join(f"- {title}" for title, _ in sections)
    begin = f"What this site is made of, and under which licences it is given on.\n\n{heads}\n"
    text = begin + "".join(f"\n{_RULE}\n{title}\n{_RULE}\n\n{text.strip()}\n" for title, text in sections)
    (site / FILE).write_text(text, "utf-8")


def _own() -> Iterator[tuple[str, str]]:
    yield "The course", (ROOT / "LICENSE").read_text("utf-8")
    for name in ("LGPL-3.txt", "GPL-3.txt"):  # the second is a part of the first
        yield f"The coasts of the maps (GSHHG 2.3.7, cut and simplified): {name}", (GROUND / name).read_text("utf-8")


def _python() -> Iterator[tuple[str, str]]:
    yield f"Python {PYTHON}, its standard library", (TEXTS / "python.txt").read_text("utf-8")
    yield "Software in Python, and what it is compiled with", (TEXTS / "in-python.txt").read_text("utf-8")
    where = "Its source is at https://github.com/pyodide/pyodide.\n\n"
    yield f"Pyodide {PYODIDE}", where + (TEXTS / "mpl-2.0.txt").read_text("utf-8")


def _packages() -> Iterator[tuple[str, str]]:
    """Yield each Python package with all texts of licences in it."""
    for wheel in wheels.of_the_kernel():
        name, version = wheel.name.split("-")[:2]
        with zipfile.ZipFile(wheel) as archive:
            texts = [archive.read(one).decode("utf-8") for one in sorted(archive.namelist()) if LICENCE.search(one)]
        yield _section(name.replace("_", "-"), version, texts)
    for name in sorted({*wheels.needed(), *FRONT_END}):
        installed = metadata.distribution(name)
        files = sorted(file.as_posix() for file in installed.files or [])
        places = [Path(installed.locate_file(one)) for one in files if LICENCE.search(one)]
        yield _section(name, installed.version, [place.read_text("utf-8") for place in places])


def _section(name: str, version: str, texts: list[str]) -> tuple[str, str]:
    if not texts:
        raise OSError(f"the package {name} {version} comes without the text of its licence, so it cannot be given on")
    return f"{name} {version}", "\n\n".join(texts)


def _scripts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the JavaScript packages in JupyterLab and its extensions, those with the same text together."""
    found = {}
    for file in sorted(site.rglob(SCRIPTS)):
        for one in json.loads(file.read_text("utf-8"))["packages"]:
            name = f"{one['name']} {one['versionInfo']}"
            found[name] = one["extractedText"].strip() or f"{one['licenseId']}, as JupyterLab itself, above."
    by_text = sorted(found.items(), key=lambda item: (item[1], item[0]))
    groups = [(text, [name for name, _ in items]) for text, items in groupby(by_text, key=lambda item: item[1])]
    for text, names in sorted(groups, key=lambda group: group[1]):
        title = f"JavaScript: {names[0]}" + (f" and {len(names) - 1} more" if names[1:] else "")
        yield title, "\n".join(names) + "\n\n" + text
