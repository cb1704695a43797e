"""The site: `python -m deploy.lite` builds it, with --serve it is served on this computer and opened."""

import argparse
import shutil
import sys
from pathlib import Path

from deploy.lite import compiled, front, pages, pyodide, wheels
from deploy.lite.places import SITE


def main(arguments: list[str] | None = None) -> int:
    """Build the site and return the exit status."""
    parser = argparse.ArgumentParser(prog="python start.py site", description=__doc__)
    parser.add_argument("--output", type=Path, default=SITE, help="the folder of the site, by default site/")
    parser.add_argument("--serve", action="store_true", help="serve the site on this computer and open it")
    given = parser.parse_args(arguments)
    build(given.output.resolve())
    return 0


def build(site: Path) -> None:
    """Build the whole site in a folder, in place of what was there."""
    part = site.with_name(f"{site.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    front.put(part)
    packages = pyodide.put(part, compiled.library(), compiled.wheels(wheels.everything()))
    front.configure(part, packages)
    pages.put(part)
    shutil.rmtree(site, ignore_errors=True)
    part.rename(site)


if __name__ == "__main__":
    sys.exit(main())
