"""Verdicts and degrees of confidence are stored as codes; the words of before are read as the same."""

import json

import pytest
import samples

from course_utils import progress
from course_utils.answer_codes import CONFIDENCE, VERDICTS
from course_utils.attempts import learner, store
from course_utils.quiz import parallel_forms


@pytest.mark.parametrize(("code", "words"), CONFIDENCE.items())
def test_how_sure_a_learner_is_can_be_said_by_code_or_in_words_and_is_stored_as_a_code(code, words):
    for said in (code, words):
        samples.quiz().answer("x-choice", "In Sirte", said)
    assert [attempt.confidence for attempt in progress.attempts()] == [code, code]
    assert '"confidence":"' + code in stored() and words not in stored().replace(code, "")


def test_each_verdict_is_stored_as_a_code():
    asked = samples.quiz()
    for kind, response in (("choice", "In Tripoli"), ("choice", "In Sirte"), ("choices", ["A"]), ("reflect", "s05")):
        asked.answer(f"x-{kind}", response)
    assert [json.loads(line)["verdict"] for line in stored().splitlines()] == ["right", "wrong", "partly", "stored"]


def test_lines_in_words_are_read_as_codes_and_count():
    at = {"quiz": parallel_forms.post_test(), "version": 1, "kind": "choice", "response": "x"}
    for number, words in enumerate([*CONFIDENCE.values(), *CONFIDENCE.values(), "a word of another day"]):
        store.write(**at, question=f"q{number}", verdict="not yet right", score=0.0, confidence=words)
    read = progress.attempts()
    assert {attempt.verdict for attempt in read} == {"wrong"}
    assert [attempt.confidence for attempt in read] == [*CONFIDENCE, *CONFIDENCE, "a word of another day"]
    assert [(one.confidence, one.answers) for one in progress.summary().calibration] == [(c, 2) for c in CONFIDENCE]
    assert all(f"- {words}: of 2 times, 0 right" in progress.show().text for words in CONFIDENCE.values())


def test_the_browser_has_the_words_of_every_code():
    words = samples.quiz().widget.words
    assert words == {"verdict": VERDICTS, "confidence": [(code, said) for code, said in CONFIDENCE.items()]}


def stored():
    """Return all the lines on disk."""
    return "".join(file.read_text("utf-8") for file in sorted((learner.folder() / "attempts").glob("*.jsonl")))
