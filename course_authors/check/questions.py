"""Questions: yields a finding for each that cannot be asked, and for objectives and questions that do not meet."""

import re
from collections.abc import Iterator

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, short, unknown
from course_utils.errors import CourseError
from course_utils.quiz import bank

_MISREADINGS = "option.misreading"  # the vocabulary of what a reader has understood who chooses a wrong option
_RESOLVED = ("names", "place", "sentence", "sentences")  # ids, which links.py looks up in the folder that is checked


def findings(course: Course) -> Iterator[Finding]:
    """Yield what is wrong with questions, and the objectives that none of them tests."""
    tested = set()
    for question in course.questions:
        objective = question.fields.get("objective")
        if not question.asked_as.guess:
            tested.add(objective)
            if objective is None and "objective" not in question.left_out:
                yield question.finding("objective", "it tests no objective. Name one of lessons.toml.")
        if objective is not None and objective not in course.objectives and "lesson" not in course.unread:
            yield question.finding("objective", unknown("objective", objective, course.objectives))
        version = question.fields.get("version", 1)
        if version < 1:
            yield question.finding("version", f"{short(version)} is not a version. Count from 1.")
        lesson = question.file.removeprefix("questions/").removesuffix(".toml")
        if course.lacks("lesson", lesson):
            yield question.finding("", f"the file's name is wrong: {unknown('lesson', lesson, course.known['lesson'])}")
        yield from _asked(question)
    for entry in course.entries["course"] if "question" not in course.unread else ():
        for name in ("baseline", "post_test"):
            if name in entry.fields and entry.fields[name] not in course.sets:
                yield entry.finding(name, unknown("quiz", entry.fields[name], course.sets))
    for id_, where in course.objectives.items():
        if id_ not in tested and "question" not in course.unread:
            what = f'no question tests "{short(id_)}". Write one with objective = "{short(id_)}".'
            yield where.finding("objectives", what)
    yield from _misread(course)


def _misread(course: Course) -> Iterator[Finding]:
    """Yield each wrong option of either step without a misreading of the list, and each that no option names."""
    lists = [entry for entry in course.entries["vocabulary"] if entry.id == _MISREADINGS]
    if not lists or course.unread & {"vocabulary", "question"}:
        return
    known = {value["id"]: value for value in lists[0].fields.get("values", ())}
    named = set()
    for question in course.questions:
        for field in ("options", "grounds") if question.asked_as.graded else ():
            for option in (one for one in question.fields.get(field, ()) if isinstance(one, dict)):
                name = option.get("misreading")
                named.add(name)
                if name is not None and name not in known:
                    yield question.finding(field, unknown("misreading", name, known))
                if name is None and not option.get("right"):
                    what = (
                        f'"{short(option.get("text"))}" is wrong and names no misreading. Name one of {_MISREADINGS}.'
                    )
                    yield question.finding(field, what)
    for id_ in known.keys() - named:
        what = f'no option names "{short(id_)}". Name it where a wrong option comes from it, or take it out.'
        yield lists[0].finding("values", what)


def _asked(question: Entry) -> Iterator[Finding]:
    """Yield what the question itself finds wrong when it is made, if all of its fields have the right form."""
    if question.left_out or "kind" not in question.fields:
        return
    try:
        bank.question(question.fields, question.file)
    except CourseError as error:
        said = re.fullmatch(r'Question "(?s:.*?)", field "(\w+)": (.*)', str(error), re.DOTALL)
        if said and said[1] not in _RESOLVED:
            yield question.finding(said[1], said[2])
        # Anything else is a missing field, which the form of the table has named already.
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        yield question.finding("", f"no question can be made of it ({type(error).__name__}: {short(error)}).")
