"""jupyterquiz's own script, run in a browser, and the course give every answer the same verdict."""

import json
import random

import jupyterquiz_files
import pytest

from course_utils import quiz
from course_utils.quiz.question import NOT_YET, PARTLY, RIGHT

pytestmark = pytest.mark.browser

# (question, what is written) -> whether jupyterquiz calls it right
WRITE = """([questions, written]) => {
  document.body.innerHTML = '<div id="quiz" data-shufflequestions="False" data-shuffleanswers="False"></div>';
  show_questions(questions, "quiz");
  const inputs = [...document.querySelectorAll("input.Input-text")];
  return written.map(([number, text]) => {
    const input = inputs[number];
    input.value = text;
    const check = questions[number].type === "numeric" ? check_numeric : check_string;
    check(input, { keyCode: 13 });
    const said = document.getElementById("fb" + input.id.split("-")[0]);
    return [said.classList.contains("correct"), said.textContent];
  });
}"""


@pytest.fixture
def script(page):
    page.set_content("<body></body>")
    page.add_script_tag(content=jupyterquiz_files.script())
    return page


def loaded(tmp_path, entries):
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(entries), "utf-8")
    return quiz.load(file)


def compare(script, tmp_path, entries, written):
    ours = loaded(tmp_path, entries)
    theirs = script.evaluate(WRITE, [entries, written])
    for (number, text), (right, said) in zip(written, theirs, strict=True):
        result = ours.questions[number].grade(text)
        assert (result.verdict == RIGHT) == right, (entries[number], text)
        if "\\(" not in said and "(Fuzzy)" not in said:  # formulas are marked otherwise there
            assert result.text == said or said in ("Correct", "Incorrect. Try again."), (entries[number], text)


def numbers():
    chance = random.Random(5)
    near = [3.14, 3.1415, 3.145, 3.1449, 22 / 7, 0, -1, 100, 0.1 + 0.2, 1e-7, 1234.5, 1235, 2.5, 0.5, 1e21, 5e-324]
    entries, written = [], []
    for number in range(60):
        answers = []
        for _ in range(chance.randint(1, 4)):
            right = chance.random() < 0.5
            case = {"type": "value", "value": chance.choice(near)}
            if chance.random() < 0.4:
                case = {"type": "range", "range": sorted(chance.sample(near, 2))}
            answers.append(case | {"correct": right, "feedback": f"case {len(answers)}"})
        if chance.random() < 0.5:
            answers.insert(chance.randint(0, len(answers)), {"type": "default", "feedback": "none of them"})
        precision = {"precision": chance.randint(1, 5)} if chance.random() < 0.6 else {}
        entries.append({"question": f"Number {number}?", "type": "numeric", "answers": answers, **precision})
        texts = [*map(repr, near), "22/7", "1/3", "7/2", "-4/2", ".5", "3.", "1e2", "2.5e-1", "3.1450000001", "0.25"]
        written += [[number, text] for text in texts]
    return entries, written


def words():
    chance = random.Random(5)
    pool = [
        "Tripoli",
        "tripoli",
        "TRIPOLI",
        "Tripolis",
        "Trapoli",
        "Sirte",
        "sirt",
        "طرابلس",
        "Ġ",
        "a b",
        "ab",
        "x",
        "abcde",
    ]
    entries, written = [], []
    for number in range(60):
        answers = []
        for _ in range(chance.randint(1, 4)):
            case = {"answer": chance.choice(pool), "correct": chance.random() < 0.5, "feedback": f"case {len(answers)}"}
            if chance.random() < 0.5:
                case["match_case"] = chance.random() < 0.5
            if chance.random() < 0.5:
                case["fuzzy_threshold"] = chance.choice([0, 0.5, 0.78, 0.8, 0.857, 1])
            answers.append(case)
        entries.append({"question": f"Word {number}?", "type": "string", "answers": answers})
        written += [[number, text] for text in [*pool, " Sirte ", "Benghazi"]]
    return entries, written


def test_numbers(script, tmp_path):
    compare(script, tmp_path, *numbers())


def test_words(script, tmp_path):
    compare(script, tmp_path, *words())


def test_values_that_are_written_otherwise_count_the_same(script, tmp_path):
    """A number in quotation marks, false and true, a precision of 0 beside ranges, a threshold in quotation marks."""
    yes, no = {"correct": True, "feedback": "yes"}, {"correct": False, "feedback": "no"}
    numeric = [
        {"answers": [{"value": "36"} | yes, {"value": "35"} | no]},
        {"answers": [{"value": False} | yes, {"value": True} | no]},
        {"answers": [{"value": True} | yes, {"value": 36} | no]},
        {"answers": [{"value": [36]} | yes]},
        {"answers": [{"range": [0, 36]} | yes], "precision": 0},
        {"answers": [{"range": [None, 36]} | yes]},
        {"answers": [{"range": [0, 36, 99]} | yes]},
        {"answers": [{"value": 36} | yes], "precision": "1"},
        {"answers": [{"value": 36} | yes], "precision": 1.9},
    ]
    entries = [{"question": f"Number {n}?", "type": "numeric", **entry} for n, entry in enumerate(numeric)]
    written = [[n, text] for n in range(len(entries)) for text in ("0", "1", "35", "36", "37", "40", "99", "-1")]
    entries.append({"question": "Word?", "type": "string",
                    "answers": [{"answer": "Tripoli", "fuzzy_threshold": "0.8"} | yes]})  # fmt: skip
    written += [[len(entries) - 1, text] for text in ("Tripoli", "tripoly", "Benghazi")]
    compare(script, tmp_path, entries, written)


def examples():
    entries = jupyterquiz_files.documented()
    if jupyterquiz_files.source():
        entries += json.loads(jupyterquiz_files.example_file().read_text("utf-8"))
    return entries


def test_what_is_written_in_the_examples(script, tmp_path):
    entries = [entry for entry in examples() if entry["type"] in ("numeric", "string")]
    texts = {
        "numeric": ["3.14", "3.1", "3.1416", "3.142857", "22/7", "-1", "0", "7", "3.144", "3.145", "314e-2"],
        "string": ["John F. Kennedy", "john f kennedy", "jfk", "J.F.K.", "Kennedy", "KENNEDY", "Nixon", "John Kennedy"],
    }
    written = [[n, text] for n, entry in enumerate(entries) for text in texts[entry["type"]]]
    compare(script, tmp_path, entries, written)


def test_what_is_clicked_in_the_examples(script, tmp_path):
    entries = [entry for entry in examples() if entry["type"] not in ("numeric", "string")]
    assert entries
    entries += [
        {"question": "None?", "type": "multiple_choice", "answers": [{"answer": a, "correct": False} for a in "ab"]},
        {
            "question": "One of many?",
            "type": "many_choice",
            "answers": [{"answer": a, "correct": a == "b"} for a in "ab"],
        },
    ]
    ours = loaded(tmp_path, entries)
    for entry, question in zip(entries, ours.questions, strict=True):
        rights = [n for n, answer in enumerate(entry["answers"]) if answer["correct"]]
        options = [option.text for option in question.options]
        for clicks in [[n] for n in range(len(options))] + [rights[: n + 1] for n in range(len(rights))]:
            script.evaluate(
                "(q) => { document.body.innerHTML = '<div id=quiz data-shuffleanswers=False></div>';"
                " show_questions([q], 'quiz'); }",
                entry,
            )
            labels = script.locator(".MCButton")
            for n in clicks:
                labels.nth(n).click()
            said = script.locator(".Feedback")
            chosen = [options[n] for n in clicks]
            result = question.grade(chosen if question.kind == "choices" else chosen[-1])
            right = "correct" in said.get_attribute("class").split()
            if question.kind == "choices":
                k, of = said.text_content().rpartition("[")[2].rstrip("]").split("/")
                assert result.score == pytest.approx(int(k) / int(of)), (entry, clicks)
                assert result.verdict == (NOT_YET if not right else RIGHT if k == of else PARTLY)
            else:
                assert (result.verdict == RIGHT) == right, (entry, clicks)
                given = entry["answers"][clicks[-1]].get("feedback")
                assert result.text == (given or said.text_content())
