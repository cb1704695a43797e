"""What began and what ended between two dates, in order, as a table and as plain text."""

from course_utils import knowledge, seals
from course_utils.knowledge.records import Relation
from course_utils.people.ties import Tie, short, verb
from course_utils.period import Period
from course_utils.view import Citations, View, paragraph, render


def view(start: Period, end: Period, sealed: bool) -> View:
    """Return the ties that began or ended from the first day of `start` to the last day of `end`.

    sealed=False shows those too that a later lesson opens.
    """
    asked = Period.between(start, end)
    rows = []
    for relation in knowledge.relations().values():
        began, ended = relation.period.ends
        # Done once, not kept up: an appointment begins and does not end.
        rows += _row(relation, began, "Done" if relation.kind == "appointed_by" else "Began", asked)
        rows += _row(relation, ended, "Ended", asked)
    rows, kept = seals.split(sorted(rows, key=lambda row: row["days"]), sealed, lambda row: row["relation"])
    citations = Citations()
    for row in rows:
        row["mark"] = citations.mark(row["relation"].sources)
    heading = f"What changed between {start.words} and {end.words}"
    if not rows:
        none = f"{heading}: the course has no tie that began or ended then. {kept}".strip()
        return View(paragraph(none), render("people-none.html", line=none))
    count = f"{heading}: {len(rows)} {'change' if len(rows) == 1 else 'changes'}"
    count = f"{count}. {kept}" if kept else count
    lines = [paragraph(count), *(_text(row) for row in rows), "Sources\n" + citations.text()]
    return View("\n\n".join(lines), render("people-changes.html", heading=count, rows=rows, citations=citations))


def _row(relation: Relation, when: Period, what: str, asked: Period) -> list[dict]:
    if not when.words or not when.overlaps(asked):
        return []
    inside = asked.includes(when)
    doubt = "" if inside else f"Perhaps outside these dates: only “{when.words}” is recorded."
    tie = Tie(relation, certain=inside)
    return [
        {
            "relation": relation,
            "days": (when.first, when.last),
            "when": when.words,
            "what": what,
            "who": f"{'alleged: ' if tie.alleged else ''}{short(relation.from_)}",
            "tie": f"{verb(relation, relation.from_)} {short(relation.to)}",
            "note": " ".join(part for part in (tie.note, doubt) if part),
        }
    ]


def _text(row: dict) -> str:
    lines = [paragraph(f"{row['when']}: {row['what'].lower()}: {row['who']} {row['tie']} {row['mark']}")]
    return "\n".join([*lines, *([paragraph(row["note"], "  ")] if row["note"] else [])])
