"""The charts as Python gives them: every number from its row, complete as words, and a document without surprises."""

import csv
import io
import json
import re
import subprocess
import sys
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import charts, knowledge
from course_utils.charts import captions
from course_utils.charts.rows import rows_of
from course_utils.dates import spell
from course_utils.display import WIDTH
from course_utils.errors import CourseError, UnknownId
from course_utils.knowledge.records import Figure, Row
from tests.processes import printed_in_two_processes

FIGURES = list(knowledge.figures())
DRAWN = [name for name in FIGURES if knowledge.figure(name).chart != "table"]
TABLES = [name for name in FIGURES if name not in DRAWN]
ALONG = [name for name in DRAWN if captions.on_a_time_axis(knowledge.figure(name))]
DEATHS = [name for name in FIGURES if knowledge.figure(name).content_note]
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w%])")
MARK = re.compile(r"\[[\d, ]+\]|\(\d+\)")


def numbers(text):
    return {float(found.replace(",", "").rstrip(",")) for found in NUMBER.findall(text)}


def known(figure):
    """Return every number that may stand in a chart of a figure: of its rows, dates, notes, title and events."""
    texts = [figure.title, figure.unit, figure.note or ""]
    for row in figure.rows:
        texts += [
            row.note or "",
            row.category or "",
            spell(row.date),
            knowledge.source(row.source).publisher,
        ]
    texts += [knowledge.words(event) for event in figure.events]
    held = set().union(*map(numbers, texts))
    return held | {float(one) for row in figure.rows for one in (row.value, row.low, row.high) if one is not None}


def leaves(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value)
    else:
        yield node


def values(node, field):
    """Return what the rows inside a document hold in a field."""
    found = []
    if isinstance(node, dict):
        if "values" in node.get("data", {}):
            found += [row[field] for row in node["data"]["values"] if field in row]
        for value in node.values():
            found += values(value, field)
    elif isinstance(node, list):
        for value in node:
            found += values(value, field)
    return found


def body(view):
    return view.text.partition("\nSources\n")[0]


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_words_and_a_document_that_jupyterlab_draws(name):
    bundle = charts.show(name)._repr_mimebundle_()
    assert list(bundle) == ["text/plain", "application/vnd.vegalite.v5+json"]
    spec = bundle["application/vnd.vegalite.v5+json"]
    assert spec["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert {type(leaf) for leaf in leaves(spec)} <= {str, int, float, bool}  # null is lost in the browser's Python


@pytest.mark.parametrize("name", DRAWN)
def test_a_document_asks_for_nothing_from_elsewhere(name):
    spec = charts.show(name).spec
    assert "url" not in json.dumps(spec)
    addresses = [leaf for leaf in leaves(spec) if isinstance(leaf, str) and "//" in leaf]
    assert addresses == [spec["$schema"]]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("call", [charts.show, charts.table])
def test_every_number_in_words_is_in_the_rows(name, call):
    text = MARK.sub("", body(call(name)).replace("\n", " ")).replace(f'"{name}"', "")
    assert numbers(text) <= known(knowledge.figure(name))


@pytest.mark.parametrize("name", FIGURES)
def test_a_table_holds_every_row_with_date_unit_note_and_source(name):
    figure, view = knowledge.figure(name), charts.table(name)
    text = " ".join(view.text.split())
    for row in rows_of(figure):
        parts = ", ".join(part for part in (row.when, row.category) if part)
        assert f"- {parts}: {row.number}." in text
        assert (row.said_note or "") in text
        assert row.source.title in view.html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    assert f"Unit: {figure.unit}." in text
    assert view.html.count("<tr>") == len(figure.rows) + 1


@pytest.mark.parametrize("name", DRAWN)
def test_the_picture_holds_the_numbers_of_the_rows_and_no_others(name):
    rows = rows_of(knowledge.figure(name))
    spec = charts.show(name, events=False).spec
    for field in ("low", "high"):
        assert sorted(values(spec, field)) == sorted(
            getattr(row, field) for row in rows if getattr(row, field) is not None
        )
    assert set(values(spec, "value")) == {row.value for row in rows if row.value is not None}
    assert sorted(values(spec, "number")) == sorted(row.number for row in rows)


@pytest.mark.parametrize("name", DRAWN)
def test_notes_doubts_and_sources_are_in_words(name):
    figure, text = knowledge.figure(name), " ".join(charts.show(name).text.split())
    assert (figure.note or "") in text
    for row in rows_of(figure):
        assert (row.said_note or "") in text
    for source in figure.sources:
        assert source.title in text


@pytest.mark.parametrize("name", FIGURES)
def test_text_is_at_most_88_columns_and_the_same_every_time(name):
    for call in (charts.show, charts.table):
        assert call(name).text == call(name).text
        assert all(len(line) <= WIDTH for line in body(call(name)).splitlines())


def test_a_chart_is_the_same_in_any_process():
    program = (
        "import hashlib, json; from course_utils import charts, knowledge\n"
        "for name in knowledge.figures():\n"
        "    for bundle in (charts.show(name)._repr_mimebundle_(), charts.table(name)._repr_mimebundle_()):\n"
        "        print(hashlib.sha256(json.dumps(bundle).encode()).hexdigest())"
    )
    assert len(printed_in_two_processes(program)) == 1


@pytest.mark.parametrize("name", ALONG)
def test_the_shape_says_first_last_highest_and_lowest(name):
    text = " ".join(charts.show(name).text.split())
    for held in captions.series(rows_of(knowledge.figure(name))).values():
        if len(held) > 1:
            first, last = held[0], held[-1]
            assert f"First: {first.number} ({first.when}). Last: {last.number} ({last.when})." in text
            assert f"Highest: {max(row.top for row in held):,} (" in text
            assert f"Lowest: {min(row.bottom for row in held):,} (" in text


@pytest.mark.parametrize("name", ALONG)
def test_events_stand_beside_the_numbers_by_date_only(name):
    shown, without = charts.show(name), charts.show(name, events=False)
    figure = knowledge.figure(name)
    assert figure.events
    text = " ".join(shown.text.split())
    for event in figure.events:
        assert captions.named(event) in text
        assert captions.named(event) in shown.spec["description"]
        assert captions.named(event) not in " ".join(without.text.split())
    assert captions.DATES_ONLY in text and captions.DATES_ONLY not in without.spec["description"]
    assert all("because" not in captions.named(event) for event in figure.events)


def test_level_and_loss_are_never_in_one_panel():
    panels = charts.show("oil-blockade-2022").spec["vconcat"][:-1]
    assert [panel["title"]["text"] for panel in panels] == ["Output lost", "Output still flowing"]
    assert [sorted({row["series"].partition(",")[0] for row in panel["data"]["values"]}) for panel in panels] == [
        ["output lost"],
        ["output still flowing"],
    ]


def test_numbers_that_disagree_are_both_shown():
    shown = charts.show("italy-arrivals")
    assert "157,651" in charts.table("italy-arrivals").text and "155,754" in shown.text
    assert {157651, 155754} <= set(values(shown.spec, "value"))
    assert "Another figure for the same time" in shown.text


@pytest.mark.parametrize("name", DRAWN)
def test_unsure_numbers_are_marked_and_the_picture_says_how(name):
    rows = rows_of(knowledge.figure(name))
    spec = charts.show(name).spec
    unsure = sum(not row.sure for row in rows)
    told = [sure for panel in spec["vconcat"][:-1] for row in panel["data"]["values"] for sure in [row["sure"]]]
    assert told.count("medium or low confidence") == unsure
    said = " ".join(row["text"] for row in spec["vconcat"][-1]["data"]["values"])
    assert ("hollow" in said) == bool(unsure)


def test_no_line_is_drawn_over_years_without_a_count():
    spec = charts.show("oil-crude-kbd", events=False).spec
    ends = {(row["middle"][:4], row["end"][:4]) for row in spec["vconcat"][0]["layer"][1]["data"]["values"]}
    assert ("2021", "2023") not in ends
    assert ("2022", "2023") in ends


@pytest.mark.parametrize("name", DEATHS)
def test_numbers_of_deaths_begin_with_a_content_note(name):
    assert captions.CONTENT_NOTE in charts.show(name).text
    assert captions.CONTENT_NOTE in charts.table(name).text
    assert captions.CONTENT_NOTE in charts.table(name).html
    if name in DRAWN:
        assert captions.CONTENT_NOTE in charts.show(name).spec["title"]["subtitle"]


def test_zeros_are_explained():
    text = " ".join(charts.show("conflict-deaths-all").text.split())
    assert "Lowest: 0 (2021, 2022 and 2023)." in text
    assert "A zero does not mean that nobody died." in text


@pytest.mark.parametrize("name", TABLES)
def test_what_does_not_belong_in_one_picture_is_a_table_and_says_why(name):
    shown = charts.show(name)
    assert list(shown._repr_mimebundle_()) == ["text/plain", "text/html"]
    assert captions.NO_PICTURE in " ".join(shown.text.split())
    assert captions.NO_PICTURE in shown.html


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_told_in_the_order_of_time(name):
    text = " ".join(charts.show(name).text.split())
    rows = sorted(rows_of(knowledge.figure(name)), key=lambda row: (row.first, row.last))
    assert len(rows) > 1
    at = 0
    for row in rows:
        at = text.index(f"- {row.when}", at) + 1


def test_without_a_name_the_charts_are_listed():
    text = charts.show().text
    for name in FIGURES:
        assert f'("{name}")' in text


@pytest.mark.parametrize("call", [charts.show, charts.table])
def test_an_unknown_name_is_answered_with_the_nearest(call):
    with pytest.raises(UnknownId, match='There is no figure "ipds"\\. Did you mean "idps"\\?'):
        call("ipds")


def test_a_chart_can_be_cut_to_years():
    shown = charts.show("oil-bp-kbd", since=2018, until="2019-06")
    assert "First: 1,144.0 (2018). Last: 1,279.2 (2019)." in shown.text
    assert "374.3" not in shown.text
    assert "Protests started" not in shown.text


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (2030, None, "Choose years between 2005 and 2020"),
        (2019, 2018, "The time since 2019 until 2018 ends before it starts. Swap since and until."),
        ("May", None, 'since: "May" is not a date. Write a year such as 2022'),
    ],
)
def test_a_time_without_numbers_is_said_so(since, until, said):
    with pytest.raises(CourseError, match=said):
        charts.show("oil-bp-kbd", since, until)


@given(name=st.sampled_from(FIGURES), since=st.integers(2000, 2030), length=st.integers(0, 15))
def test_any_cut_shows_only_rows_of_that_time(name, since, length):
    figure = knowledge.figure(name)
    try:
        rows = rows_of(figure, since, since + length)
    except CourseError:
        return
    assert all(row.last.year >= since and row.first.year <= since + length for row in rows)
    text = MARK.sub("", body(charts.show(name, since, since + length)).replace("\n", " ")).replace(f'"{name}"', "")
    assert numbers(text) <= known(figure)


def test_hostile_words_stay_words(monkeypatch):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 6 * 7 }}"
    row = Row(date="2020", value=1, category=hostile, note=hostile, source="bp-2021")
    figure = Figure(id="x", title=hostile, unit=hostile, chart="bar", rows=(row,), note=hostile)
    monkeypatch.setattr(knowledge, "figure", lambda name: figure)
    html = charts.table("x").html
    assert "<script>" not in html and "<img" not in html and "{{ 6 * 7 }}" in html
    assert charts.show("x").spec["vconcat"][0]["data"]["values"][0]["series"] == hostile


@pytest.mark.parametrize("name", FIGURES)
def test_the_numbers_taken_along_are_those_of_the_table_with_their_units_and_sources(name):
    figure, lines = knowledge.figure(name), list(csv.DictReader(io.StringIO(charts.csv(name))))
    assert len(lines) == len(figure.rows)
    for line, row in zip(lines, rows_of(figure), strict=True):
        assert (line["first_day"], line["last_day"]) == (row.first.isoformat(), row.last.isoformat())
        ends = [float(line[column]) if line[column] else None for column in ("value", "low", "high")]
        assert ends == [row.value, row.low, row.high]
        assert line["unit"] == figure.unit and line["confidence"] == (row.confidence or "high")
        assert (line["what"], line["note"]) == (row.category or "", row.note or "")
        assert (line["source"], line["publisher"]) == (row.source.title, row.source.publisher)
    packed = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', charts.table(name).html)[1]
    assert b64decode(packed).decode("utf-8-sig") == charts.csv(name)


def test_a_chart_along_the_years_says_in_its_title_where_its_numbers_end():
    assert charts.show("idps").text.startswith("People displaced inside Libya, up to June 2022")
    title = charts.show("oil-bp-kbd", since=2010, until=2016).spec["title"]["text"]
    assert " ".join(title) == "Oil production in barrels: BP figures, up to 2016"
    assert charts.show("oil-blockade-2022").spec["title"]["text"] == [knowledge.figure("oil-blockade-2022").title]


def test_a_line_that_joins_whole_years_says_what_it_cannot_show():
    said = captions.WHOLE_YEARS.split(".")[0]
    yearly = {
        name for name in ALONG if "a year" in knowledge.figure(name).unit or "a day" in knowledge.figure(name).unit
    }
    lines = {name for name in yearly if knowledge.figure(name).chart == "line"}
    assert lines == {"oil-energy", "oil-crude-kbd", "oil-bp-kbd", "italy-arrivals"}
    for name in DRAWN:
        shown = charts.show(name)
        drawn = " ".join(leaf for leaf in leaves(shown.spec["vconcat"][-1]) if isinstance(leaf, str))
        assert {said in " ".join(shown.text.split()), said in drawn} == {name in lines}, name
    assert said not in charts.show("oil-bp-kbd", since=2018, until=2018).text


def test_charts_load_nothing_heavy():
    program = (
        "import sys, course_utils.charts as charts; charts.show('idps')\n"
        "sys.exit(bool({'altair', 'matplotlib', 'folium', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0


@pytest.mark.parametrize("name", knowledge.figures())
def test_each_source_is_named_once_in_a_mark(name):
    marks = re.findall(r"\[(\d+(?:,\s+\d+)+)\]", charts.show(name).text)
    assert [mark for mark in marks if len(set(re.split(r",\s+", mark))) < len(re.split(r",\s+", mark))] == []
