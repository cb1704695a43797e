"""`python -m course_utils …`: what people who teach, edit or carry on the course run."""

import argparse
import sys
from pathlib import Path

from course_utils.course_folder import CONTENT, NOTEBOOKS, ROOT
from course_utils.errors import CourseError, writing
from course_utils.language import gettext, ngettext, number


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 something to mend."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter that is said
    given = command_line().parse_args(arguments)
    try:
        return given.run(given)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1


def command_line() -> argparse.ArgumentParser:
    """Return what reads the commands: each with its options, and the function that does it."""
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
    check.add_argument("--links", action="store_true", help="ask the internet which links of sources do not answer")
    check.add_argument("--levels", action="store_true", help="count instead what the graded questions ask for")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="write what editors complete and check content files by")
    schema.set_defaults(run=_schema)
    measure = commands.add_parser("measure", help="say how many minutes each lesson takes and how hard its English is")
    measure.set_defaults(run=_measure)
    messages = commands.add_parser("messages", help="list all that the course says, for those who translate it")
    messages.set_defaults(run=_messages)
    architecture = commands.add_parser("architecture", help="draw the picture in docs/architecture.md anew")
    architecture.set_defaults(run=_architecture)
    update = commands.add_parser("update", help="bring the newest edition of a course that came by git clone")
    update.set_defaults(run=_update)
    questions = commands.add_parser("questions", help="give the questions to other tools")
    doing = questions.add_subparsers(required=True, metavar="WHAT")
    export = doing.add_parser("export", help="write questions as another tool or a printer takes them")
    export.add_argument("which", nargs="?", help="a set, a lesson or a file of questions, by default all")
    export.add_argument(
        "--format",
        required=True,
        help="anki, jupyterquiz, moodle (not tried in Moodle itself), print, qti (2.1), or qti12 (1.2): QTI was not "
        "tried in Canvas or OpenOlat themselves",
    )
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="by default the terminal; qti, qti12 and anki need a file"
    )
    export.set_defaults(run=_export)
    given_away = commands.add_parser("export", help="give the records to other programs")
    away = given_away.add_subparsers(required=True, metavar="WHAT")
    data = away.add_parser("data", help="write the records as CSV and JSON, with a description (Data Package)")
    data.add_argument("--out", type=Path, metavar="DIR", default=Path("data"), help="by default data")
    data.set_defaults(run=_export_data)
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
    vote = of_class.add_parser("vote", help="vote on a question, discuss, vote again: by hands, or by phones, offline")
    vote.add_argument("question", metavar="QUESTION", help="the id of a question with options")
    vote.add_argument("--port", type=int, metavar="N", help="where phones find it, by default 8080 or a free one")
    vote.add_argument("--hands", action="store_true", help="count hands alone, and answer no other computer")
    vote.add_argument("--no-browser", action="store_true", help="show the addresses and open nothing")
    vote.set_defaults(run=_class_vote)
    rehearse = of_class.add_parser("rehearse", help="try a class on a JupyterHub on this computer, and end it again")
    rehearse.add_argument("--learners", type=int, metavar="N", default=30, help="how many, by default 30")
    rehearse.add_argument("--lesson", help="the lesson they run, by default the one that takes most memory")
    rehearse.add_argument("--kill-hub", action="store_true", help="end the hub with kill -9 while they answer")
    rehearse.set_defaults(run=_class_rehearse)
    return parser


def _clean(given: argparse.Namespace) -> int:
    from course_authors import edition, notebooks
    from course_authors.check import basis, listing, reader
    from course_utils import knowledge

    cells = reader.read(CONTENT, NOTEBOOKS)[0].notebooks
    lessons = {id_: cells[f"{id_}.ipynb"] for id_ in knowledge.lessons() if f"{id_}.ipynb" in cells}
    if basis.write(CONTENT / "basis.toml", lessons):
        print("basis.toml: brought up to date")
    if listing.write(ROOT / "README.md", knowledge.lessons().values()):
        print("README.md: its list of lessons is brought up to date")
    for path in given.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        if not path.is_file():
            raise CourseError(f"There is no notebook {path}. Name one of those in {NOTEBOOKS}.")
        print(f"{path.name}: {'brought to its clean form' if notebooks.clean(path) else 'was clean'}")
    if (ROOT / "page/lessons").is_dir():
        edition.write(NOTEBOOKS, ROOT / "page/lessons")
    return 0


def _messages(given: argparse.Namespace) -> int:
    from course_authors import messages

    print(f"{messages.TEMPLATE.name}: {messages.write()} messages")
    return 0


def _architecture(given: argparse.Namespace) -> int:
    from course_authors import architecture

    print(f"{architecture.PAGE.name}: {'drawn anew' if architecture.write() else 'was up to date'}")
    return 0


def _update(given: argparse.Namespace) -> int:
    from course_utils import updates

    print(updates.update(ROOT))
    return 0


def _check(given: argparse.Namespace) -> int:
    from course_authors.check import check, counted, sources, stale

    if given.links:
        return _links()
    for folder, usual in ((given.content, CONTENT), (given.notebooks, NOTEBOOKS)):
        if not folder.is_dir() and folder != usual:
            raise CourseError(f"There is no folder {folder}. Name one that exists.")
    if given.sources:
        print(sources(given.content, given.notebooks))
        return 0
    if given.levels:
        print(counted(given.content, given.notebooks))
        return 0
    if given.stale is not None:
        old = stale(given.content, given.notebooks, given.stale)
        print("\n".join([*map(str, old), f"{len(old)} to look at again."]))
        return 0
    report = check(given.content, given.notebooks)
    print(report)
    return 1 if report.findings else 0


def _links() -> int:
    from course_authors import live_links
    from course_utils import knowledge

    links = {id_: source.link for id_, source in knowledge.sources().items() if source.link}
    found = live_links.silent(links)
    gone = [one for one in found if one.gone]
    print(*found, f"{len(links)} links asked: {len(gone)} gone, {len(found) - len(gone)} closed to programs.", sep="\n")
    return 1 if gone else 0


def _schema(given: argparse.Namespace) -> int:
    from course_authors.check import json_schema

    changed = json_schema.write(CONTENT)
    print("\n".join(map(str, changed)) or "Every schema was up to date.")
    return 0


def _measure(given: argparse.Namespace) -> int:
    from course_authors import measure

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


def _export_data(given: argparse.Namespace) -> int:
    from course_authors import data_package

    made = data_package.write(given.out)
    print(f"{given.out}: {len(made)} tables, {sum(len(one.rows) for one in made)} rows")
    print(f"left out: the numbers of {', '.join(data_package.left_out()) or 'no figure'}")
    return 0


def _class_report(given: argparse.Namespace) -> int:
    import course_class as classroom
    from course_class.progress_bar import Bar

    with Bar(sys.stderr) as bar:
        made = classroom.report(given.submissions, given.out, given.tables, memory_mb=given.memory, tell=bar)
    for said in made.shared:
        print(said)
    learners = ngettext("{count} learner", "{count} learners", made.learners)
    answers = ngettext("{count} answer", "{count} answers", made.answers)
    notes = ngettext("{count} note on what was handed in", "{count} notes on what was handed in", len(made.problems))
    said = gettext(
        "{file}: {learners}, {answers}, {notes}", file=given.out, learners=learners, answers=answers, notes=notes
    )
    print(said)
    return 0


def _class_gradebook(given: argparse.Namespace) -> int:
    from course_class import gradebook
    from course_class.progress_bar import Bar

    with Bar(sys.stderr) as bar:
        made = gradebook.write(given.submissions, given.out, given.format, given.roster, tell=bar)
    for said in made.notes:
        print(said, file=sys.stderr)
    for said in made.shared:
        print(said)
    said = gettext(
        "{file}: {learners} learners, {quizzes} quizzes, {notes} notes",
        file=given.out,
        learners=number(made.learners),
        quizzes=number(made.quizzes),
        notes=number(len(made.notes)),
    )
    print(said)
    return 0


def _class_vote(given: argparse.Namespace) -> int:
    import contextlib
    import threading
    import webbrowser

    from course_class import vote

    held = vote.hold(given.question, given.port, by_phone=not given.hands)
    if held.phones:
        print(gettext("Phones in the same network open {address}", address=held.phones))
    elif not given.hands:
        print(gettext("This computer is in no network, so that phones cannot vote: count hands."))
    print(gettext("The slide is at {address} To end the vote, press Ctrl+C here.", address=held.slide), flush=True)
    if not given.no_browser:
        webbrowser.open(held.slide)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    held.end()
    return 0


def _class_rehearse(given: argparse.Namespace) -> int:
    from course_class import load_test
    from course_class.progress_bar import Bar

    try:
        with Bar(sys.stderr) as bar:
            found = load_test.rehearse(given.learners, given.lesson, kill_hub=given.kill_hub, tell=bar)
    except KeyboardInterrupt:
        print(gettext("Stopped. Nothing of the rehearsal is left."), file=sys.stderr)
        return 130
    print(found)
    return 0 if found.well else 1


if __name__ == "__main__":
    sys.exit(main())
