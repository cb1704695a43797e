"""The course in one folder, say on a USB stick: with its packages beside it, so that no start needs the internet."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.quiz import bank, formats
from deploy.environment import PACKAGES, PINS
from deploy.output import ROOT

LISTS = (PINS, ROOT / "deploy" / "classroom" / "requirements.txt")
# What a start or a learner makes: it stays here, answers above all. A site that is built goes along.
LEFT = (
    ".venv*",
    ".git",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    ".ipynb_checkpoints",
    "dist",
    "*.egg-info",
    *("my_*", "hand-in-*", "report.html", "grades.csv", "tables"),
)


def main(arguments: list[str] | None = None) -> int:
    """Fill a folder and return the exit status."""
    parser = argparse.ArgumentParser(prog="start.py stick", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="a folder that is new or empty")
    given = parser.parse_args(arguments)
    folder = given.output.resolve()
    try:
        copy(folder)
        sheets(folder / "sheets")
        _packages(folder / PACKAGES.name)
    except (CourseError, OSError, subprocess.CalledProcessError) as error:
        print(f"The folder was not filled: {error}", file=sys.stderr)
        return 1
    print(f"{folder}: the course, its packages for this kind of computer and this Python, and the sheets to print.")
    if not (folder / "site" / "index.html").is_file():
        print("The site is not in it: python start.py site builds one, which goes along the next time.")
    return 0


def copy(folder: Path) -> None:
    """Copy the course into a folder that is new or empty, without anything that a learner wrote."""
    check_new(folder)
    if folder.is_relative_to(ROOT):
        raise OSError(f"{folder} lies in the course itself: name a folder elsewhere")
    shutil.copytree(ROOT, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*LEFT, PACKAGES.name))


def check_new(folder: Path) -> None:
    """Check that a folder is new or empty; OSError, in a sentence, if it is not."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OSError(f"{folder} holds something already: name a new folder")


def sheets(folder: Path) -> None:
    """Write the questions of each lesson into a folder, as a sheet to print."""
    folder.mkdir()
    for lesson in bank.lessons():
        (folder / f"{lesson}.html").write_bytes(formats.export(formats.chosen(lesson), "print").data)


def _packages(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    named = [part for pins in LISTS for part in ("-r", str(pins))]
    subprocess.run([*command, "--dest", str(folder), *named], check=True)


if __name__ == "__main__":
    sys.exit(main())
