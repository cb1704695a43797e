"""`python -m course_utils …`: what people who teach, edit or carry on the course run."""

import argparse
import sys
from pathlib import Path

from course_utils.errors import CourseError, writing

CONTENT = Path(__file__).parent / "content"
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 something to mend."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter that is said
    parser = argparse.ArgumentParser(prog="course_utils", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    clean = commands.add_parser("clean", help="run notebooks and write them in the form in which they are committed")
    clean.add_argument("notebook", nargs="*", type=Path, help="by default all of them")
    clean.set_defaults(run=_clean)
    check = commands.add_parser("check", help="say all that is to be mended in content, questions and notebooks")
    check.add_argument("--content", type=Path, default=CONTENT, help="the folder of content, by default the course's")
    check.add_argument(
        "--notebooks",
        type=Path,
        default=NOTEBOOKS,
        help="the folder of notebooks, by default the course's; README.md and docs/ beside it are checked too",
    )
    check.add_argument("--stale", type=int, metavar="DAYS", help="list instead what was last looked at longer ago")
    check.add_argument("--sources", action="store_true", help="count instead the kinds of sources of each lesson")
    check.set_defaults(run=_check)
    measure = commands.add_parser("measure", help="say how many minutes each lesson takes and how hard its English is")
    measure.set_defaults(run=_measure)
    update = commands.add_parser("update", help="bring the newest edition of a course that came by git clone")
    update.set_defaults(run=_update)
    questions = commands.add_parser("questions", help="give the questions to other tools")
    doing = questions.add_subparsers(required=True, metavar="WHAT")
    export = doing.add_parser("export", help="write questions as another tool or a printer takes them")
    export.add_argument("which", nargs="?", help="a set, a lesson or a file of questions, by default all")
    export.add_argument(
        "--format",
        required=True,
        help="anki, jupyterquiz, moodle (not tried in Moodle itself), print, or qti (2.1; not tried in Canvas or "
        "OpenOlat themselves)",
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="by default the terminal; qti and anki need a file")
    export.set_defaults(run=_export)
    classes = commands.add_parser("class", help="what a whole class has done")
    of_class = classes.add_subparsers(required=True, metavar="WHAT")
    report = of_class.add_parser("report", help="make one page of what learners handed in")
    report.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="a file, a folder or a zip archive")
    report.add_argument("--out", type=Path, metavar="FILE", default=Path("report.html"), help="by default report.html")
    report.add_argument("--tables", type=Path, metavar="DIR", help="also write three tables there, as .csv")
    report.add_argument("--memory", type=int, metavar="MB", help="what the database may take, by default 80")
    report.set_defaults(run=_class_report)
    grades = of_class.add_parser("gradebook", help="write the scores as Moodle's or Canvas's gradebook imports them")
    grades.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="a file, a folder or a zip archive")
    grades.add_argument("--format", required=True, help="moodle or canvas (neither was tried in the tool itself)")
    grades.add_argument("--out", type=Path, metavar="FILE", default=Path("grades.csv"), help="by default grades.csv")
    grades.add_argument("--roster", type=Path, metavar="FILE", help="a CSV file with the columns pseudonym and id")
    grades.set_defaults(run=_class_gradebook)
    rehearse = of_class.add_parser("rehearse", help="try a class on a JupyterHub on this computer, and end it again")
    rehearse.add_argument("--learners", type=int, metavar="N", default=30, help="how many, by default 30")
    rehearse.add_argument("--lesson", help="the lesson they run, by default the one with the maps")
    rehearse.add_argument("--kill-hub", action="store_true", help="end the hub with kill -9 while they answer")
    rehearse.set_defaults(run=_class_rehearse)
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


def _update(given: argparse.Namespace) -> int:
    from course_utils import updates

    print(updates.update(NOTEBOOKS.parent))
    return 0


def _check(given: argparse.Namespace) -> int:
    from course_utils.check import check, sources, stale

    for folder, usual in ((given.content, CONTENT), (given.notebooks, NOTEBOOKS)):
        if not folder.is_dir() and folder != usual:
            raise CourseError(f"There is no folder {folder}. Name one that exists.")
    if given.sources:
        print(sources(given.content, given.notebooks))
        return 0
    if given.stale is not None:
        old = stale(given.content, given.notebooks, given.stale)
        print("\n".join([*map(str, old), f"{len(old)} to look at again."]))
        return 0
    report = check(given.content, given.notebooks)
    print(report)
    return 1 if report.findings else 0


def _measure(given: argparse.Namespace) -> int:
    from course_utils import measure

    print(measure.table(NOTEBOOKS))
    return 0


def _export(given: argparse.Namespace) -> int:
    from course_utils.quiz import formats

    chosen = formats.chosen(given.which)
    exported = formats.export(chosen, given.format)
    if given.out is None and isinstance(exported.content, bytes):
        raise CourseError(f"The format {given.format} is an archive and no text. Name a file for it with --out FILE.")
    for said in exported.left_out:
        print(said, file=sys.stderr)
    if given.out is None:
        sys.stdout.buffer.write(exported.data)
        return 0
    with writing(given.out):
        given.out.write_bytes(exported.data)
    print(f"{given.out}: {len(chosen.questions)} questions, {len(exported.left_out)} notes on what is left out")
    return 0


def _class_report(given: argparse.Namespace) -> int:
    from course_utils import classroom
    from course_utils.classroom.bar import Bar
    from course_utils.classroom.handed import count

    with Bar(sys.stderr) as bar:
        made = classroom.report(given.submissions, given.out, given.tables, memory_mb=given.memory, tell=bar)
    notes = f"{count(len(made.problems), 'note')} on what was handed in"
    for said in made.shared:
        print(said)
    print(f"{given.out}: {count(made.learners, 'learner')}, {count(made.answers, 'answer')}, {notes}")
    return 0


def _class_gradebook(given: argparse.Namespace) -> int:
    from course_utils.classroom import gradebook
    from course_utils.classroom.bar import Bar

    with Bar(sys.stderr) as bar:
        made = gradebook.write(given.submissions, given.out, given.format, given.roster, tell=bar)
    for said in made.notes:
        print(said, file=sys.stderr)
    for said in made.shared:
        print(said)
    print(f"{given.out}: {made.learners} learners, {made.quizzes} quizzes, {len(made.notes)} notes")
    return 0


def _class_rehearse(given: argparse.Namespace) -> int:
    from course_utils.classroom import rehearsal
    from course_utils.classroom.bar import Bar

    lesson = given.lesson or rehearsal.LESSON
    try:
        with Bar(sys.stderr) as bar:
            found = rehearsal.rehearse(given.learners, lesson, kill_hub=given.kill_hub, tell=bar)
    except KeyboardInterrupt:
        print("Stopped. Nothing of the rehearsal is left.", file=sys.stderr)
        return 130
    print(found)
    return 0 if found.well else 1


if __name__ == "__main__":
    sys.exit(main())
