"""What statements rest on: yields a finding for each that only reposts or works of reference bear out."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from course_authors.check.course import Course, Entry
from course_authors.check.diagnostic import Finding, unknown
from course_authors.check.links import references
from course_authors.check.markdown import paragraphs
from course_authors.check.notebook_calls import calls
from course_utils.knowledge.records import SourceKind

KINDS = get_args(SourceKind)
_WEAK = {"reference", "repost"}
_OWN = "own"  # the course's own judgement: enough for a word, a way of reading or a skill, for nothing else
_JUDGED = ("term", "claim", "provenance", "question")


def findings(course: Course) -> Iterator[Finding]:
    """Yield the records and questions that rest on weak sources alone, and reasons that are no longer needed."""
    excused = {id_: one for one in course.entries["weak"] for id_ in one.fields.get("records", ())}
    for entry in course.all_entries:
        if entry.kind == "wording" or not is_weak(entry, course):  # how a text puts it stands in that text
            continue
        if entry.kind == "question":
            if entry.asked_as.sourced:
                yield entry.finding("sources", "it is graded and rests on reposts or works of reference alone.")
        elif entry.id not in excused:
            what = "only reposts or works of reference bear it out. Find a better source, or say why in weak.toml."
            yield entry.finding("sources", what)
    for id_, one in excused.items():
        if course.lacks("record", id_):
            yield one.finding("records", unknown("record", id_, course.known["record"]))
        elif id_ in course.known["record"] and not is_weak(course.known["record"][id_], course):
            yield one.finding("records", f'"{id_}" has a better source by now. Take it out.')


def is_weak(entry: Entry, course: Course) -> bool:
    """Return whether a record or question rests on reposts and works of reference alone."""
    kinds = set(_kinds(entry, course))
    if kinds == {_OWN}:
        return entry.kind not in _JUDGED
    return bool(kinds) and kinds <= _WEAK | {_OWN}


def by_lesson(course: Course) -> str:
    """Return how many sources of each kind the lessons rest on, and each weak statement with its reason, as text."""
    lines = [" ".join((f"{'lesson':28}", *(f"{kind:>9}" for kind in KINDS)))]
    for file, cells in course.notebooks.items():
        lesson = file.removesuffix(".ipynb")
        entries = [one for one in course.questions if one.file == f"questions/{lesson}.toml"]
        entries += [course.known["record"][id_] for id_ in sorted(_linked(cells)) if id_ in course.known["record"]]
        ids = {id_ for entry in entries for _, kind, id_ in references(entry) if kind == "source"}
        ids |= {text for cell in cells for call in calls(cell) if call.name == "sources.show" for text in call.texts}
        count = Counter(course.known["source"][id_].fields.get("kind") for id_ in ids if id_ in course.known["source"])
        lines.append(" ".join((f"{lesson:28}", *(f"{count[kind]:9}" for kind in KINDS))))
    lines.append("")
    for one in course.entries["weak"]:
        lines.append(f"{', '.join(one.fields.get('records', ()))}: {one.fields.get('reason', '')}")
    return "\n".join(lines)


def _kinds(entry: Entry, course: Course) -> list[str]:
    ids = [id_ for _, kind, id_ in references(entry) if kind == "source"]
    return [course.known["source"][id_].fields.get("kind", "") for id_ in ids if id_ in course.known["source"]]


def _linked(cells: list) -> set[str]:
    markdown = [one for cell in cells if cell.markdown for one in paragraphs(cell.source)]
    return {target for one in markdown for target in one.links}
