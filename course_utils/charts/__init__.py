"""The numbers of the course as charts, each with its sources, its notes and the dates of events beside it.

`charts.show("idps")` draws, `charts.table("idps")` gives the same numbers as a table.
A chart is a Vega-Lite document, which JupyterLab draws itself: nothing is loaded for it, and nothing is fetched.
"""

from typing import Any

from course_utils import knowledge
from course_utils.charts import drawing, words
from course_utils.charts.rows import rows_of
from course_utils.knowledge.records import Figure
from course_utils.view import Citations, View, paragraph, render
from course_utils.view import table as plain_table

MIME = "application/vnd.vegalite.v5+json"


class Chart(View):
    """A chart: `spec` is its Vega-Lite document, `text` says the same in words."""

    def __init__(self, text: str, spec: dict[str, Any]):
        super().__init__(text, "")
        self.spec = spec

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.text, MIME: self.spec}


def show(name: str | None = None, since: int | str | None = None, until: int | str | None = None, events: bool = True):
    """Return a chart, cut to the years from `since` to `until`; without a name, the list of all charts.

    Numbers that do not belong in one picture come as a table, which says why.
    """
    if name is None:
        return _list()
    figure = knowledge.figure(name)
    rows = rows_of(figure, since, until)
    if figure.chart == "table":
        return _table(figure, rows, why=words.NO_PICTURE)
    beside = words.events_beside(figure, rows, since, until) if events else []
    citations = Citations()
    lines = [
        figure.title,
        f"Unit: {figure.unit}. Numbers from {citations.mark(row.source for row in rows)}.",
        *([words.CONTENT_NOTE] if figure.content_note else []),
        *words.shape(figure, rows),
        *words.row_notes(rows, citations),
        *([f"Note: {figure.note} {citations.mark(figure.method_sources)}"] if figure.note else []),
        *words.said_events(beside, citations),
        f'All the numbers: charts.table("{figure.id}").',
    ]
    citations.cite(figure.method_sources)
    text = "\n".join([*map(paragraph, lines), "", "Sources", citations.text()])
    return Chart(text, drawing.spec(figure, rows, beside))


def table(name: str) -> View:
    """Return the numbers of a chart as a table, each with its unit, date, note and source."""
    figure = knowledge.figure(name)
    return _table(figure, rows_of(figure))


def _table(figure: Figure, rows: tuple, why: str | None = None) -> View:
    citations = Citations()
    told = [
        {
            "when": row.when,
            "category": row.category,
            "number": row.number,
            "note": row.said_note,
            "marks": citations.mark([row.source]),
        }
        for row in rows
    ]
    note = f"{figure.note} {citations.mark(figure.method_sources)}".strip() if figure.note else None
    citations.cite(figure.method_sources)
    content_note = words.CONTENT_NOTE if figure.content_note else None
    head = [figure.title, f"Unit: {figure.unit}.", content_note, why, note and f"Note: {note}"]
    lines = [paragraph(line) for line in head if line]
    for one in told:
        named = ", ".join(part for part in (one["when"], one["category"]) if part)
        note_said = f" {one['note']}" if one["note"] else ""
        lines.append(paragraph(f"- {named}: {one['number']}.{note_said} {one['marks']}"))
    html = render(
        "charts-table.html",
        figure=figure,
        rows=told,
        note=note,
        why=why,
        content_note=content_note,
        categories=any(one["category"] for one in told),
        notes=any(one["note"] for one in told),
        citations=citations,
    )
    return View("\n".join([*lines, "", "Sources", citations.text()]), html)


def _list() -> View:
    rows = [
        (f'charts.{"table" if figure.chart == "table" else "show"}("{figure.id}")', figure.title, figure.unit)
        for figure in knowledge.figures().values()
    ]
    text = "\n".join([_LIST, *(paragraph(f"- {call}: {title} ({unit})") for call, title, unit in rows)])
    return View(text, plain_table(_LIST, ("Write", "to see", "in this unit"), rows).html)


_LIST = "The charts and tables of the course"
