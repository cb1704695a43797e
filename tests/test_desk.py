"""The desk has what the lessons rest on; the page has what a learner wrote, its records, a map and what changed."""

import json

import pytest

from course_utils import atlas, board, desk, knowledge, quiz
from course_utils.attempts import learner
from course_utils.quiz import bank
from course_utils.quiz.kinds.weigh import Weigh, explanations
from course_utils.quiz.laid import Placement

BRIEF, GUESS = "10-capstone/brief", "00-start-here/predict"
[ASKED], [GUESSED] = bank.question_set(BRIEF), bank.question_set(GUESS)


def page(picture=None):
    return desk.page(BRIEF, GUESS, picture)


def plain(view):
    return " ".join(view.text.split())


def test_the_shelf_has_each_record_of_each_lesson_with_its_words():
    shelf = desk.shelf()
    for basis in knowledge.bases().values():
        assert all(id_ in shelf.text and f"[{id_}]" in shelf.html for id_ in basis.records)
    assert knowledge.event("ev49").title in shelf.html


def test_beside_the_statements_lie_the_same_records_and_places_that_can_be_named():
    face, shelf = ASKED.face(), desk.shelf().text
    beside = [id_ for _, entries in face["shelf"] for id_, _ in entries]
    assert beside and all(id_ in shelf for id_ in beside) and all(id_ in "\n".join(ASKED.lines()) for id_ in beside)
    [[south, west], [north, east]] = face["map"]["bounds"]
    for id_, name, lat, lon, _ in face["places"]:
        assert knowledge.find(id_).short_name == name and south < lat < north and west < lon < east


def lay(evidence, laid):
    """Lay a piece of evidence on the board, in the first lesson that has it."""
    found = ((lesson, one) for lesson in bank.lessons() for one in bank.lesson_questions(lesson))
    lesson, question = next(
        (lesson, one) for lesson, one in found if isinstance(one, Weigh) and evidence in [e.id for e in one.evidence]
    )
    quiz.show(f"{lesson}/board").answer(question.id, {evidence: laid})


def beside():
    """Return the board beside the statements, by explanation and column, and what is said of an empty one."""
    board = quiz.show(BRIEF).widget.state()["board"]
    return {label: {head: pieces for head, pieces in columns if pieces} for label, columns in board["laid"]}, board[
        "empty"
    ]


def test_beside_the_statements_lies_the_board_and_each_piece_can_be_named():
    lay("ev15", {"groups": "strongly-for", "money": "against"})
    lay("unheard-in-the-south", {"groups": "for"})
    lay("s01-c2", {"groups": "open"})
    laid, empty = beside()
    assert not empty and list(laid) == list(explanations().values())
    groups = laid[explanations()["groups"]]
    assert {head: [id_ for id_, _ in pieces] for head, pieces in groups.items()} == {
        "For": ["ev15", "unheard-in-the-south"],
        "Does not settle it": ["s01-c2"],
    }
    assert groups["For"][0][1].endswith("(lesson 03; strong)")
    assert [id_ for id_, _ in laid[explanations()["money"]]["Against"]] == ["ev15"]
    text = "\n".join(f"Statement [{id_}]" for id_ in ("ev15", "unheard-in-the-south", "s01-c2"))
    assert "3 of 3 statements rest" in quiz.show(BRIEF).answer(ASKED.id, text).text
    assert quiz.show("10-capstone/check").widget.state()["board"] is None


def test_the_board_beside_the_statements_is_of_whoever_is_learning_now():
    told = []
    widget = quiz.show(BRIEF).widget
    widget.send = lambda message, *_: told.append(message)
    lay("ev15", {"groups": "for"})
    learner.switch("Amal")
    assert "03" in told[-1]["board"]["empty"] and "09" in told[-1]["board"]["empty"]
    assert not any(pieces for _, columns in told[-1]["board"]["laid"] for _, pieces in columns)
    learner.switch("me")
    [placement] = board.laid()["groups"]
    assert placement.said in str(told[-1]["board"]["laid"]) and not told[-1]["board"]["empty"]
    assert placement.said not in json.dumps(widget.get_state(), default=str)  # the notebook would keep it


def test_evidence_that_is_no_record_is_read_and_cannot_be_named():
    assert Placement("03", "a-piece-of-its-own", "Something", "for", "for").mark == ""


def test_a_page_has_what_was_written_last_and_the_words_and_sources_of_its_records():
    for text in ("An earlier text [ev49]", "They met [ev49]\nNothing came of it [no-such-record]"):
        quiz.show(BRIEF).answer(ASKED.id, text)
    shown = plain(page())
    assert "They met [ev49]" in shown and "An earlier text" not in shown
    assert "ev49: " + knowledge.event("ev49").title in shown
    assert "no-such-record:" not in shown  # the form has told so
    assert next(iter(knowledge.event("ev49").sources)).title.rstrip(".") in shown


def test_a_page_tells_the_first_guess_and_what_was_laid_otherwise_at_first():
    for guess in ("Because of the oil", "Another guess, later"):
        quiz.show(GUESS).answer(GUESSED.id, guess)
    question = next(one for one in bank.every().values() if isinstance(one, Weigh))
    asked = next(f"{lesson}/board" for lesson in bank.lessons() if question in bank.lesson_questions(lesson))
    for stance in ("for", "against"):
        quiz.show(asked).answer(question.id, {question.evidence[0].id: {"money": stance}})
    shown = plain(page())
    assert "First guess: Because of the oil" in shown and "Another guess" not in shown
    assert "0 for, 1 against" in shown
    assert question.evidence[0].text in shown and "At first you said: speaks for it." in shown
    assert board.laid()["money"]


def test_a_saved_page_is_whole_and_holds_the_map_and_no_markup_of_the_learner(tmp_path):
    quiz.show(BRIEF).answer(ASKED.id, "<script>alert(1)</script> [ev49]")
    page(atlas.show("tripoli")).save(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    assert text.startswith("<!doctype html>") and "<title>" in text
    assert "<iframe" in text and "&lt;script&gt;alert(1)" in text and "<script>alert(1)" not in text


def test_before_anything_is_saved_it_says_what_to_do():
    assert "Save your statements first" in plain(page())


@pytest.mark.parametrize("damaged", [["a"], None, {"x": "y"}, 3])
def test_a_line_that_was_damaged_breaks_no_page(damaged):
    from course_utils.attempts import store

    values = {"quiz": BRIEF, "question": ASKED.id, "version": 1, "kind": "brief", "objective": None}
    values |= {"verdict": "stored", "score": None, "confidence": None, "hint": False, "seconds": None}
    store.write(response=damaged, **values)
    assert "What it rests on" in page().text


def test_the_notebook_holds_nothing_of_it():
    quiz.show(BRIEF).answer(ASKED.id, "A text of mine [ev49]")
    shown = page()
    assert "A text of mine" not in repr(shown) + str(shown._repr_mimebundle_())
