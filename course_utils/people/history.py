"""What began and what ended between two dates, in order, as a table and as plain text."""

from datetime import date

from course_utils import dates, knowledge
from course_utils.knowledge.records import Relation
from course_utils.people.ties import Tie, limits, short, verb
from course_utils.view import Citations, View, paragraph, render


def view(start: str, end: str) -> View:
    """Return the ties that began or ended from the first day of `start` to the last day of `end`."""
    first, last = dates.span(start)[0], dates.span(end)[1]
    rows = []
    for relation in knowledge.relations().values():
        began, ended = limits(relation)
        # Done once, not kept up: an appointment begins and does not end.
        rows += _row(
            relation, relation.since, "Done" if relation.kind == "appointed_by" else "Began", began, first, last
        )
        rows += _row(relation, relation.until, "Ended", ended, first, last)
    rows.sort(key=lambda row: row["days"])
    citations = Citations()
    for row in rows:
        row["mark"] = citations.mark(row["relation"].sources)
    heading = f"What changed between {dates.spell(start)} and {dates.spell(end)}"
    if not rows:
        none = f"{heading}: the course has no tie that began or ended then."
        return View(paragraph(none), render("people-none.html", line=none))
    count = f"{heading}: {len(rows)} {'change' if len(rows) == 1 else 'changes'}"
    lines = [paragraph(count), *(_text(row) for row in rows), "Sources\n" + citations.text()]
    return View("\n\n".join(lines), render("people-changes.html", heading=count, rows=rows, citations=citations))


def _row(
    relation: Relation, when: str | None, what: str, days: tuple[date, date], first: date, last: date
) -> list[dict]:
    if when is None or days[1] < first or last < days[0]:
        return []
    inside = first <= days[0] and days[1] <= last
    doubt = "" if inside else f"Perhaps outside these dates: only “{dates.spell(when)}” is recorded."
    tie = Tie(relation, certain=inside)
    return [
        {
            "relation": relation,
            "days": days,
            "when": dates.spell(when),
            "what": what,
            "who": f"{'alleged: ' if tie.alleged else ''}{short(relation.from_)}",
            "tie": f"{verb(relation, relation.from_)} {short(relation.to)}",
            "note": " ".join(part for part in (tie.note, doubt) if part),
        }
    ]


def _text(row: dict) -> str:
    lines = [paragraph(f"{row['when']}: {row['what'].lower()}: {row['who']} {row['tie']} {row['mark']}")]
    return "\n".join([*lines, *([paragraph(row["note"], "  ")] if row["note"] else [])])
