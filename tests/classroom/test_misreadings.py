"""Which misreadings the report of a class finds, and what it says of what was forgotten: both are put there first."""

import random

import hand_ins
import pytest

import course_class as classroom
from course_utils.quiz.kinds.choice import Choice

PLANTED = {"sequence-for-cause": 0.7, "announcement-for-fact": 0.6, "copy-for-source": 0.5}
ASKED = {id_: one for id_, (_, one) in hand_ins.QUESTIONS.items() if isinstance(one, Choice) and one.can_misread()}
TWO = {id_: one for id_, (_, one) in hand_ins.QUESTIONS.items() if isinstance(one, Choice) and one.grounds}


def attempt(learner, place, question, response, /, **changed):
    """Return an attempt of a learner, whose session is no other learner's."""
    return hand_ins.attempt(question, response, place, id=f"20260115T100000-{learner + 1:08x}-{place:04}", **changed)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What is said of forty learners, some of whom have the planted misreadings and all of whom know something."""
    folder, chance = tmp_path_factory.mktemp("class"), random.Random(11)
    for number in range(40):
        has = {id_ for id_, share in PLANTED.items() if chance.random() < share}
        ability = 0.45 + 0.5 * number / 39
        lines = []
        for id_, one in ASKED.items():
            wrong = [option for option in one.options if not option.right]
            trap = next((option for option in wrong if option.misreading in has), None)
            right = next(option for option in one.options if option.right)
            chosen = trap or (right if chance.random() < ability else chance.choice(wrong))
            ground = next((ground.name for ground in one.grounds if ground.right), None)
            response = {"answer": chosen.name, "ground": ground} if ground else chosen.name
            lines.append(attempt(number, len(lines) + 1, id_, response))
        hand_ins.hand_in(folder / f"{number}.jsonl", f"Learner {number}", lines)
    return classroom.report(folder)


def test_the_planted_misreadings_stand_first(report):
    assert {one.id for one in report.misreadings[:3]} == set(PLANTED)
    for one in report.misreadings[:3]:
        assert one.learners <= one.met == 40
        assert 0.3 < one.share < 1  # nobody here misreads a second step, which is a chance too
        asked = {id_ for id_, question in ASKED.items() if one.id in question.can_misread()}
        assert one.chances == 40 * len(asked)
        assert {id_ for id_, _ in one.questions} <= asked
        assert one.taken > 1.5 * one.expected
        assert sum(count for _, count in one.questions) == one.taken


def test_the_page_says_what_each_is_and_where_to_read_again(report):
    first = report.misreadings[0]
    page = report.html
    assert first.label in page and first.note.split(".")[0].split("“")[0] in page
    assert f"{first.taken} of {first.chances}" in page


def test_a_second_step_counts_as_one_more_chance(tmp_path):
    id_, one = next((id_, one) for id_, one in TWO.items() if "time-mixed-up" in one.can_misread())
    ground = next(ground for ground in one.grounds if ground.misreading == "time-mixed-up")
    right = next(option for option in one.options if option.right)
    response = {"answer": right.name, "ground": ground.name}
    hand_ins.hand_in(tmp_path / "one.jsonl", "One", [hand_ins.attempt(id_, response)])
    [found] = classroom.report(tmp_path).misreadings
    assert (found.id, found.learners, found.questions) == ("time-mixed-up", 1, ((id_, 1),))


def test_what_was_right_and_came_back_is_counted_with_its_days(tmp_path):
    id_ = "01-c03"
    one = hand_ins.QUESTIONS[id_][1]
    right, wrong = (next(o.name for o in one.options if o.right is holds) for holds in (True, False))
    for number, (first, later) in enumerate([(right, right), (right, wrong), (right, wrong), (wrong, right)]):
        lines = [
            attempt(number, 1, id_, first),
            attempt(number, 2, id_, later, quiz="03-how-libya-got-here/recall", time="2026-01-25T10:00:00+02:00"),
            attempt(number, 3, id_, right, quiz="04-who-is-who/recall", time="2026-02-25T10:00:00+02:00"),
        ]
        hand_ins.hand_in(tmp_path / f"{number}.jsonl", f"Learner {number}", lines)
    made = classroom.report(tmp_path)
    [found] = made.recalled
    assert (found.learners, found.asked, found.still) == (3, 3, 1)  # who was wrong at first forgot nothing
    assert round(found.days) == 10
    assert "1 of 3" in made.html
