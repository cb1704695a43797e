"""The class report takes a line if and only if the learner's own store takes it, and names each other line."""

import json
import re

import pytest
from hand_ins import RIGHT, WRONG, attempt, hand_in, line
from hypothesis import given, settings
from hypothesis import strategies as st

import course_class as classroom
from course_utils import progress
from course_utils.attempts import learner, store

ODD = {
    "version": ["1", 1.0, 0, -1, True, None, 10**6, 10**30, 999_999],
    "hint": [None, 0, 1, "true", [], True],
    "seconds": ["3", -1, 1e9, True, None, 0, [3], 1e-9, -0.0],
    "confidence": [["certain"], 1, True, {}, None, "certain", "no such word"],
    "objective": [3, ["01-a"], None, "01-a", False],
    "id": [1, None, "", "x", "x-1", ["a"], "a\u0000b", "a\tb-1"],
    "question": [5, None, [], "01-c01", "99-zz", "\u0000"],
    "score": ["1", True, 1.5, -0.1, None, 1, [1], 10**400],
    "kind": [["choice"], None, 1, "reflect", "no such kind"],
    "quiz": [{}, None, 1, "loaded/x", "loaded/", "", "a\nb"],
    "verdict": [1, None, [], "right"],
    "response": [None, "", [], {}, 1e308, 10**30, "a\tb\nc\u0000\u2028\\", "‮", {"a": [None, True, 1.5]}, "'\"`;--"],
    "time": [
        "2026-W03-4T10:00:00+00:00", "2026-01-15T10:00:00", "2026-01-15", "2026-01-15T10:00:00Z", "20260115T100000Z",
        "2026-01-15 10:00:00+02:00", "2026-01-15T10:00:00.123456789+02:00", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2026-01-15T24:00:00Z", "2026-02-30T10:00:00Z", "infinity", "epoch", "", 5, None,
        "2026-01-15T10:00:00 Europe/Berlin", "2026-01-15T10:00:00+0200", "2026-01-15T10:00:00+02:00:30",
    ],
}  # fmt: skip
GONE = object()


def written(changed):
    """Return an attempt as a line, with some of its values changed, left out or of another type."""
    values = {name: value for name, value in (attempt("01-c01", WRONG) | changed).items() if value is not GONE}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


odd_lines = st.one_of(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from([*values, GONE]) for name, values in ODD.items()}
    ).map(written),
    st.sampled_from([
        "{}", "[]", "null", "1", '"x"', "{", "}", "nothing", '{"quiz":"loaded/x"}', '{"quiz":"loaded/x","question":{}}',
        '{"quiz":"01-the-article/check","question":{}}', '{"quiz":"loaded/x","question":{},"more":1}', "\ufeff{}",
        line(attempt("01-c01", WRONG)) + " ", " \t" + line(attempt("01-c01", WRONG)),
        line(attempt("01-c01", WRONG)) * 2,
        line(attempt("01-c01", WRONG)) + ",", line(attempt("01-c01", WRONG)).replace('"seconds":10', '"seconds":NaN'),
        line(attempt("01-c01", WRONG)).replace('"seconds":10', '"seconds":1e999'),
        line(attempt("01-c01", WRONG)).replace('"seconds":10', '"seconds":9,"seconds":10'),
        line(attempt("01-c01", WRONG)).replace(f'"{WRONG}"', r'"\ud800"'),
        line(attempt("01-c01", WRONG)).replace(f'"{WRONG}"', r'"\UD800"'),
        line(attempt("01-c01", WRONG)).replace(f'"{WRONG}"', r'"\ud83d\ude00"'),
        line(attempt("01-c01", WRONG)).replace(f'"{WRONG}"', "1e999"),
        line(attempt("01-c01", WRONG)).replace(f'"{WRONG}"', "[" * 5000 + "]" * 5000),
    ]),
    st.text(max_size=40).filter(lambda text: not set(text) & set("\r\n")),
)  # fmt: skip


def by_store(name, lines):
    """Return the numbers of the lines that the learner's own store takes."""
    folder = learner.folder(name) / "attempts"
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for number, one in enumerate(lines, start=2):
        (folder / "one.jsonl").write_bytes(one.encode("utf-8", "surrogatepass") + b"\n")
        if store.read(name).attempts:
            taken.append(number)
    (folder / "one.jsonl").unlink()
    return taken


def named(problems, file):
    """Return the numbers of the lines of a file that the report names."""
    notes = [note.partition("cannot be read: line")[2] for note in problems if note.startswith(f"{file}: ")]
    found = set()
    for first, last in re.findall(r"(\d+)(?: to (\d+))?", " ".join(notes)):
        found |= {*range(int(first), int(last or first) + 1)}
    return found


def is_question(text):
    return text == '{"quiz":"loaded/x","question":{}}'


@settings(max_examples=40)
@given(st.lists(odd_lines, min_size=1, max_size=12))
def test_store_and_report_agree_on_every_line(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("in")
    file = folder / "odd.jsonl"
    hand_in(file, "odd", lines)
    taken = by_store("odd", lines)
    made = classroom.report(folder, folder / "page.html", folder / "tables")
    [handed] = read(folder)
    assert handed.lines.attempts == len(taken)
    whole = {number for number, text in enumerate(lines, start=2) if not text.strip() or is_question(text)}
    assert named(made.problems, "odd.jsonl") == {*range(2, len(lines) + 2)} - {*taken} - whole


def read(folder):
    from course_class.collect import gather

    return list(gather(folder / "odd.jsonl", []))


@pytest.mark.parametrize("name", ODD)
def test_each_odd_value_by_itself(name, tmp_path):
    lines = [written({name: value, **({} if name == "id" else {"id": f"x-{number}"})})
             for number, value in enumerate(ODD[name])]  # fmt: skip
    hand_in(tmp_path / "odd.jsonl", "odd", lines)
    taken = by_store("odd", lines)
    assert 0 < len(taken) < len(lines) + (name == "response")
    made = classroom.report(tmp_path)
    assert named(made.problems, "odd.jsonl") == {*range(2, len(lines) + 2)} - {*taken}
    known = [text for number, text in enumerate(lines, start=2) if number in taken and '"99-zz"' not in text]
    assert made.answers == len([text for text in known if r'"question":"\u0000"' not in text])


def test_every_line_that_was_refused_is_named_however_many(tmp_path):
    lines = ["x" if number % 3 else line(attempt("01-c01", WRONG, number)) for number in range(30)]
    hand_in(tmp_path / "odd.jsonl", "odd", lines)
    made = classroom.report(tmp_path)
    assert made.answers == 10
    assert named(made.problems, "odd.jsonl") == {number + 2 for number in range(30) if number % 3}


def test_a_line_is_as_long_as_the_store_allows(tmp_path):
    for more, taken in ((-1, 1), (0, 0)):
        room = store.LONGEST_LINE - len(line(attempt("01-x01", "", verdict="x", score=None)).encode())
        lines = [line(attempt("01-x01", "x" * (room + more), verdict="x", score=None))]
        assert len(lines[0].encode()) == store.LONGEST_LINE + more
        hand_in(tmp_path / "odd.jsonl", "odd", lines)
        assert len(by_store("odd", lines)) == classroom.report(tmp_path).answers == taken


def test_what_the_course_writes_is_taken(tmp_path):
    from course_utils import quiz

    quiz.show("01-the-article/check").answer("01-c01", RIGHT)
    assert classroom.report(progress.export(path=tmp_path / "me.jsonl")).problems == []
