"""The numbers of the course as charts, each with its sources, its notes and the dates of events beside it.

`charts.show(id)` draws, `charts.table(id)` gives the same numbers as a table, `charts.csv(id)` to take along.
A chart is a Vega-Lite document, which JupyterLab draws itself: nothing is loaded for it, and nothing is fetched.
"""

from typing import Any

from course_utils import knowledge
from course_utils.charts import captions, drawing, taking_along
from course_utils.charts.rows import Row, rows_of
from course_utils.display import Citations, View, paragraph, render
from course_utils.display import table as plain_table
from course_utils.knowledge.records import Figure
from course_utils.language import gettext

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
        return _table(figure, rows, why=gettext(captions.NO_PICTURE))
    beside = captions.events_beside(figure, rows, since, until) if events else []
    citations = Citations()
    lines = [
        captions.titled(figure, rows),
        gettext(
            "Unit: {unit}. Numbers from {sources}.",
            unit=figure.unit,
            sources=citations.mark(row.source for row in rows),
        ),
        *([gettext(captions.CONTENT_NOTE)] if figure.content_note else []),
        *captions.shape(figure, rows),
        *([gettext(captions.WHOLE_YEARS)] if captions.joins_whole_years(figure, rows) else []),
        *captions.row_notes(rows, citations),
        *([gettext("Note: {note}", note=_noted(figure, citations))] if figure.note else []),
        *captions.said_events(beside, citations),
        gettext("All the numbers: {code}.", code=f'charts.table("{figure.id}")'),
    ]
    citations.cite(figure.method_sources)
    text = "\n".join([*map(paragraph, lines), "", citations.section()])
    return Chart(text, drawing.spec(figure, rows, beside))


def table(name: str) -> View:
    """Return the numbers of a chart as a table, each with its unit, date, note and source."""
    figure = knowledge.figure(name)
    return _table(figure, rows_of(figure))


def csv(name: str) -> str:
    """Return the numbers of a chart as comma-separated values, with units and sources."""
    return taking_along.csv_of(knowledge.figure(name))


def _table(figure: Figure, rows: tuple[Row, ...], why: str | None = None) -> View:
    citations = Citations()
    if figure.chart == "table":  # a line or bars are grouped as the file has them
        rows = tuple(sorted(rows, key=lambda row: (row.first, row.last)))
    told = [(row, citations.mark([row.source])) for row in rows]
    note = _noted(figure, citations).strip() if figure.note else None
    citations.cite(figure.method_sources)
    content_note = gettext(captions.CONTENT_NOTE) if figure.content_note else None
    head = [
        figure.title,
        gettext("Unit: {unit}.", unit=figure.unit),
        content_note,
        why,
        note and gettext("Note: {note}", note=note),
    ]
    lines = [paragraph(line) for line in head if line]
    for row, marks in told:
        said = " ".join(part for part in (f"- {captions.named_number(row)}.", row.said_note, marks) if part)
        lines.append(paragraph(said))
    html = render(
        "charts-table.html",
        figure=figure,
        rows=told,
        note=note,
        why=why,
        content_note=content_note,
        categories=any(row.category for row in rows),
        notes=any(row.said_note for row in rows),
        citations=citations,
        link_of=taking_along.link_of,
        citation=taking_along.citation,
    )
    return View("\n".join([*lines, "", citations.section()]), html)


def _noted(figure: Figure, citations: Citations) -> str:
    """Return the note of a figure with its sources."""
    return f"{figure.note} {citations.mark(figure.method_sources)}"


def _list() -> View:
    rows = [
        (f'charts.{"table" if figure.chart == "table" else "show"}("{figure.id}")', figure.title, figure.unit)
        for figure in knowledge.figures().values()
    ]
    heading = gettext("The charts and tables of the course")
    said = [gettext("{code}: {chart} ({unit})", code=call, chart=title, unit=unit) for call, title, unit in rows]
    text = "\n".join([heading, *(paragraph(f"- {one}") for one in said)])
    return View(text, plain_table(heading, (gettext("Write"), gettext("to see"), gettext("in this unit")), rows).html)
