"""What the lists of packages ask for, and what of it is in an environment."""

import csv
import hashlib
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from deploy.output import ROOT

_PIN = re.compile(r"^[A-Za-z0-9][^\s;\\]*==[^\\\n]+", re.MULTILINE)


def fingerprint(*lists: Path) -> list[str]:
    """Return what an installation depends on: the Python, the folder with the lists of packages, and what it copies."""
    digest = hashlib.sha256(os.fsencode(str(ROOT)) + (ROOT / "pyproject.toml").read_bytes())
    # What is copied or made when the course is installed does not change with the folder, as the course itself does.
    page, messages = (ROOT / "page").rglob("*"), (ROOT / "course_utils/languages").glob("*.po")
    single = [ROOT / f"deploy/{name}.json" for name in ("jupyterlab", "jupyter_server")]
    single += sorted((ROOT / "course_utils/front").glob("*.[cj]s*"))
    for path in filter(Path.is_file, [*single, *sorted(page), *sorted(messages)]):
        digest.update(os.fsencode(path.name) + path.read_bytes())
    for path in lists:
        digest.update(path.read_bytes())
    return [f"Python {sys.version_info[0]}.{sys.version_info[1]}", digest.hexdigest()]


def names(pins: Path) -> set[str]:
    """Return the names of the packages in a list."""
    return {_plain(line.partition("==")[0]) for line in _PIN.findall(pins.read_text("utf-8"))}


def present(environment: Path) -> set[str]:
    """Return the names of what lies in an environment's first folders: cheap to ask at every start."""
    found = set()
    places = [*_sites(environment), environment / "share/jupyter", environment / "share/jupyter/lab"]
    for place in places:
        if place.is_dir():
            found.update(path.name for path in place.iterdir() if path.suffix not in (".dist-info", ".lock"))
    found.discard("__pycache__")
    return found


def missing(pins: Path, environment: Path) -> list[str]:
    """Return the pins of a list that are not installed as they are written there."""
    sys.path.extend(map(str, _sites(environment)))  # where pip is, which brings what reads a pin
    from pip._vendor.packaging.requirements import Requirement

    have = {about.name.removesuffix(".dist-info") for site in _sites(environment) for about in site.glob("*.dist-info")}
    found = {(_plain(name), version) for name, _, version in (one.partition("-") for one in have)}
    absent = []
    for line in _PIN.findall(pins.read_text("utf-8")):
        wanted = Requirement(line.strip())
        if wanted.marker and not wanted.marker.evaluate():
            continue
        version = str(wanted.specifier).removeprefix("==")
        if (_plain(wanted.name), version) not in found:
            absent.append(f"{wanted.name}=={version}")
    return absent


def damaged(environment: Path) -> Iterator[Path]:
    """Yield the record of each installed package that has lost a file; files that Python makes again do not count."""
    for site in _sites(environment):
        for about in sorted(site.glob("*.dist-info")):
            record = about / "RECORD"
            if not record.is_file():
                yield about
                continue
            with record.open(encoding="utf-8", errors="replace", newline="") as lines:
                files = [row[0] for row in csv.reader(lines) if row and not row[0].endswith(".pyc")]
            if not all(os.path.lexists(site / file) for file in files):
                yield about


def forget(record: Path) -> None:
    """Let pip install a package anew that it takes for installed."""
    shutil.rmtree(record)


def _sites(environment: Path) -> list[Path]:
    base = {"base": str(environment), "platbase": str(environment)}
    return list(dict.fromkeys(Path(sysconfig.get_path(kind, "venv", base)) for kind in ("purelib", "platlib")))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()
