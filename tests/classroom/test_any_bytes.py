"""Whatever the bytes are, a report is made of the others, nothing is raised and nothing becomes markup."""

import json
import tempfile
from pathlib import Path

import pytest
from hand_ins import RIGHT, WRONG, attempt, hand_in, line, text
from hypothesis import given, settings
from hypothesis import strategies as st

import course_class as classroom

pytestmark = pytest.mark.slow

GOOD = text("good", [attempt("01-c01", RIGHT)])
WORK = text("other", [attempt("01-c01", WRONG, n, id=f"other-{n}") for n in range(3)]).encode()
FIELDS = tuple(attempt("01-c01", WRONG))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
attempts = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, json_values)).map(
    lambda changed: attempt("01-c01", WRONG, id="other-1") | changed
)


def reported(files):
    """Return the report of a folder with one good file and these beside it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "good.jsonl").write_text(GOOD, "utf-8")
        for number, data in enumerate(files):
            (folder / f"other-{number}.jsonl").write_bytes(data)
        made = classroom.report(folder, folder / "page.html", folder / "tables")
        page = (folder / "page.html").read_text("utf-8")
    assert made.learners >= 1 and made.answers >= 1
    assert page.count("<script") == 0 and page.rstrip().endswith("</html>")
    return made


@st.composite
def spoilt(draw):
    """Return a good file in which bytes are changed, left out and added."""
    data = bytearray(WORK)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data) - 1))
        data[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=20) | st.just(b"\n"))
    return bytes(data)


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=200) | st.binary(max_size=50).map(lambda data: WORK + data), max_size=12))
def test_any_bytes(files):
    made = reported(files)
    for number, data in enumerate(files):
        if data and not data.startswith(WORK[:20]):
            assert any(f"other-{number}.jsonl" in note for note in made.problems)


@settings(max_examples=25)
@given(st.lists(spoilt(), min_size=4, max_size=12))
def test_any_damage(files):
    reported(files)


@settings(max_examples=25)
@given(st.lists(st.lists(attempts, max_size=4), min_size=4, max_size=8), st.text(max_size=50), json_values)
def test_any_values(work, name, lines):
    reported([text(name, rows, lines=lines, made=lines).encode("utf-8", "surrogatepass") for rows in work])


@settings(max_examples=25)
@given(st.lists(json_values, min_size=4, max_size=12), st.lists(json_values, max_size=4))
def test_any_answer_is_scored_as_the_course_scores_it(responses, keys):
    given_ = [attempt("01-c01", WRONG, n, response=one, id=f"other-{n}") for n, one in enumerate(responses)]
    given_ += [attempt("01-c01", one, n, quiz="loaded/x", id=f"loaded-{n}") for n, one in enumerate(responses)]
    given_ += [{"quiz": "loaded/x", "question": {"id": "01-c01", "kind": one}} for one in keys]
    reported([text("other", given_).encode("utf-8", "surrogatepass")])


def test_the_property_holds_for_a_page_full_of_markup(tmp_path):
    evil = "</main><script>alert(1)</script><img src=x onerror=alert(1)>"
    hand_in(
        tmp_path / f"{evil[:30].replace('/', '')}.jsonl", evil, [attempt("01-c01", evil), attempt("01-x01", evil, 2)]
    )
    (tmp_path / "bad.jsonl").write_text(line({"form": evil}) + json.dumps(evil), "utf-8")
    page = classroom.report(tmp_path).html
    assert "<script" not in page and "<img" not in page
