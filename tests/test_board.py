"""The board keeps what was laid beside each explanation, says what changed, and objects only where it can know."""

import json

import pytest

from course_utils import board, progress, quiz
from course_utils.quiz import bank
from course_utils.quiz.kinds.weigh import AGAINST, FOR, STANCES, Weigh, explanations

WEIGHED = [one for one in bank.every().values() if isinstance(one, Weigh)]


def of(question):
    return quiz.show(next(f"{lesson}/board" for lesson in bank.lessons() if question in bank.lesson_questions(lesson)))


def lay(question, response):
    return of(question).answer(question.id, response)


@pytest.fixture
def piece():
    """Return a question of the course, one of its pieces of evidence and an explanation."""
    return WEIGHED[0], WEIGHED[0].evidence[0], next(iter(explanations()))


def test_an_empty_board_names_every_explanation_and_nothing_laid():
    assert board.laid() == dict.fromkeys(explanations(), ())
    assert all(label in board.show().text for label in explanations().values())


@pytest.mark.parametrize("stance", STANCES)
def test_what_is_laid_comes_back_where_it_was_laid(piece, stance):
    question, one, explanation = piece
    assert lay(question, {one.id: {explanation: stance}}).verdict == "stored"
    (placement,) = board.laid()[explanation]
    assert (placement.evidence, placement.stance, placement.at_first) == (one.text, stance, stance)
    assert one.text in " ".join(board.show().text.split())
    assert one.text in board.show().html.replace("&#39;", "'")
    assert question.in_words({one.id: {explanation: stance}}).startswith(f"“{one.text}”")


def test_a_changed_mind_is_told_and_the_last_answer_counts(piece):
    question, one, explanation = piece
    lay(question, {one.id: {explanation: "for"}})
    lay(question, {one.id: {explanation: "strongly-against"}})
    assert [(each.stance, each.at_first) for each in board.laid()[explanation]] == [("strongly-against", "for")]
    assert "At first you said: speaks for it." in " ".join(board.show().text.split())


def test_one_piece_lies_beside_two_explanations(piece):
    question, one, _ = piece
    first, second = list(explanations())[:2]
    lay(question, {one.id: {first: "for", second: "against"}})
    assert [len(board.laid()[id_]) for id_ in (first, second)] == [1, 1]


@pytest.mark.parametrize("odd", [{"x": {"money": "for"}}, {}, {"?": {}}, "for", [["a"]], {"a": "b"}])
def test_what_is_no_placement_is_not_stored(piece, odd):
    question, one, explanation = piece
    odd_ones = [odd, {one.id: {"nowhere": "for"}}, {one.id: {explanation: "perhaps"}}, {one.id: {}}]
    for response in odd_ones:
        assert lay(question, response).verdict in ("unchecked", "empty"), response
    assert progress.attempts() == ()


def test_it_objects_to_what_came_later_as_a_cause_and_to_a_contradicted_claim_as_support():
    seen = []
    for question in WEIGHED:
        for one in question.evidence:
            for stance in STANCES:
                said = lay(question, {one.id: {next(iter(explanations())): stance}})
                assert bool(said.parts) == bool(stance in FOR and one.objection()), one.id
                seen.append(one.objection())
    assert any("came after 19 July 2022" in one for one in seen)
    assert AGAINST


def test_the_notebook_holds_nothing_of_it(piece):
    question, one, explanation = piece
    lay(question, {one.id: {explanation: "for"}})
    shown = board.show()
    assert one.text not in json.dumps(shown._repr_mimebundle_()) + repr(shown)
    assert one.text not in json.dumps(shown.widget.get_state(), default=str)


def test_the_work_carried_to_another_computer_has_the_board(piece, tmp_path, monkeypatch):
    question, one, explanation = piece
    lay(question, {one.id: {explanation: "for"}})
    file = progress.export()
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "other"))
    progress.learner._home.cache_clear()
    assert board.laid()[explanation] == ()
    progress.restore(file)
    assert [each.evidence for each in board.laid()[explanation]] == [one.text]


@pytest.mark.parametrize("damaged", ["a text", ["a"], None, {"x": "y"}, {"x": {"money": "for"}}])
def test_a_line_that_was_damaged_is_passed_over(piece, damaged):
    question, one, explanation = piece
    lay(question, {one.id: {explanation: "for"}})
    values = {"quiz": of(question).name, "question": question.id, "version": 1, "kind": "weigh", "objective": None}
    values |= {"verdict": "stored", "score": None, "confidence": None, "hint": False, "seconds": None}
    progress.store.write(response=damaged, **values)
    assert [each.stance for each in board.laid()[explanation]] == ["for"]
