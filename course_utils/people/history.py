"""What began and what ended between two dates, in order, as a table and as plain text."""

from dataclasses import dataclass
from datetime import date

from course_utils import knowledge, seals
from course_utils.display import Citations, View, paragraph, render
from course_utils.knowledge.records import Relation
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.people.relations import Tie, kinds, short, verb
from course_utils.period import Period

DONE = (gettext_noop("Done"), gettext_noop("{when}: done: {tie} {mark}"))
BEGAN = (gettext_noop("Began"), gettext_noop("{when}: began: {tie} {mark}"))
ENDED = (gettext_noop("Ended"), gettext_noop("{when}: ended: {tie} {mark}"))


@dataclass
class Change:
    """A tie that began or ended: when, what happened, who is tied to whom, and what must be known with it."""

    relation: Relation
    days: tuple[date, date]
    when: str
    what: str
    line: str
    """The message of a line of plain text."""
    actor: str
    verb: str
    other: str
    alleged: bool
    note: str
    mark: str = ""


def view(start: Period, end: Period, sealed: bool) -> View:
    """Return the ties that began or ended from the first day of `start` to the last day of `end`.

    sealed=False shows those too that a later lesson opens.
    """
    asked = Period.between(start, end)
    rows: list[Change] = []
    for relation in knowledge.relations().values():
        began, ended = relation.period.ends
        # Done once, not kept up: an appointment begins and does not end.
        rows += _row(relation, began, DONE if kinds()[relation.kind].once else BEGAN, asked)
        rows += _row(relation, ended, ENDED, asked)
    rows, kept = seals.split(sorted(rows, key=lambda row: row.days), sealed, lambda row: row.relation)
    citations = Citations()
    for row in rows:
        row.mark = citations.mark(row.relation.sources)
    dates = {"start": start.words, "end": end.words}
    if not rows:
        none = gettext(
            "What changed between {start} and {end}: the course has no tie that began or ended then.", **dates
        )
        none = f"{none} {kept}".strip()
        return View(paragraph(none), render("people-none.html", line=none))
    count = ngettext(
        "What changed between {start} and {end}: {count} change",
        "What changed between {start} and {end}: {count} changes",
        len(rows),
        **dates,
    )
    count = gettext("{heading}. {remark}", heading=count, remark=kept) if kept else count
    lines = [paragraph(count), *(_text(row) for row in rows), citations.section()]
    return View("\n\n".join(lines), render("people-changes.html", heading=count, rows=rows, citations=citations))


def _row(relation: Relation, when: Period, what: tuple[str, str], asked: Period) -> list[Change]:
    if not when.words or not when.overlaps(asked):
        return []
    inside = asked.includes(when)
    doubt = "" if inside else gettext("Perhaps outside these dates: only “{when}” is recorded.", when=when.words)
    tie = Tie(relation, certain=inside)
    return [
        Change(
            relation=relation,
            days=(when.first, when.last),
            when=when.words,
            what=gettext(what[0]),
            line=what[1],
            actor=short(relation.from_),
            verb=verb(relation, relation.from_),
            other=short(relation.to),
            alleged=tie.alleged,
            note=" ".join(part for part in (tie.note, doubt) if part),
        )
    ]


def _text(row: Change) -> str:
    tie = gettext("{actor} {verb} {other}", actor=row.actor, verb=row.verb, other=row.other)
    tie = gettext("alleged: {tie}", tie=tie) if row.alleged else tie
    lines = [paragraph(gettext(row.line, when=row.when, tie=tie, mark=row.mark))]
    return "\n".join([*lines, *([paragraph(row.note, "  ")] if row.note else [])])
