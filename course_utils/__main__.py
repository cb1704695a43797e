"""`python -m course_utils …`: what people who teach, edit or carry on the course run."""

import argparse
import sys
from pathlib import Path

from course_utils.errors import CourseError

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 something to mend."""
    parser = argparse.ArgumentParser(prog="course_utils", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    clean = commands.add_parser("clean", help="run notebooks and write them in the form in which they are committed")
    clean.add_argument("notebook", nargs="*", type=Path, help="by default all of them")
    clean.set_defaults(run=_clean)
    given = parser.parse_args(arguments)
    try:
        return given.run(given)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1


def _clean(given: argparse.Namespace) -> int:
    from course_utils import notebooks

    for path in given.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        if not path.is_file():
            raise CourseError(f"There is no notebook {path}. Name one of those in {NOTEBOOKS}.")
        print(f"{path.name}: {'brought to its clean form' if notebooks.clean(path) else 'was clean'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
