"""All that is given away with an edition, in one folder: wheel, site, data, sheets to print, and their checksums."""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from course_authors import data_package
from course_utils import __version__
from course_utils.errors import CourseError
from course_utils.quiz.formats.archive import packed
from deploy.output import ROOT
from deploy.stick import check_new, sheets

SUMS = "SHA256SUMS"


def main(arguments: list[str] | None = None) -> int:
    """Make a release and return the exit status."""
    parser = argparse.ArgumentParser(prog="start.py release", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="a site that is built already, as it is")
    given = parser.parse_args(arguments)
    try:
        made = release(given.output.resolve(), given.site)
    except (CourseError, OSError, subprocess.CalledProcessError) as error:
        print(f"The release was not made: {error}", file=sys.stderr)
        return 1
    for file in made:
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


def release(folder: Path, site: Path | None = None) -> list[Path]:
    """Write a release into a folder that is new or empty, and return its files; the last holds their checksums."""
    check_new(folder)
    if site is not None and not (site / "index.html").is_file():
        raise OSError(f"{site} is no site: build one with python start.py site, or leave --site out")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        build = Path(place)
        _wheel(folder)
        data_package.write(build / "data")
        sheets(build / "sheets")
        archives = {"data": _files(build / "data"), "print": _files(build / "sheets")}
        if site is None:
            from deploy.lite.__main__ import build as build_site  # what builds a site is not there where none is built

            site = build / "site"
            build_site(site)
        archives["site"] = _files(site)
        for name, files in archives.items():
            (folder / f"course-{name}-{__version__}.zip").write_bytes(packed(files))
    made = sorted(folder.iterdir())
    sums = folder / SUMS
    sums.write_text("".join(f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in made), "utf-8")
    return [*made, sums]


def _wheel(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True)


def _files(folder: Path) -> Mapping[str, bytes]:
    there = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in there}


if __name__ == "__main__":
    sys.exit(main())
