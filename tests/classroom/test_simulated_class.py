"""A class of forty whose abilities, misreadings and ratings are known: the report says what was put into it."""

import random
from itertools import product
from statistics import NormalDist, fmean

import distributions
import pytest
import samples
from hand_ins import QUESTIONS, attempt, hand_in
from hypothesis import given
from hypothesis import strategies as st

import course_class as classroom
from course_class import discernment
from course_utils.quiz.kinds.rate import SCALE

LEARNERS = 40
PLANTED = ("undated-present", "copy-for-source", "loss-for-level")
FORMS = ("01-the-article/claims", "11-another-week/claims")
NEAR = {"abs": 1e-9, "rel": 0}


def by_pairs(ratings):
    """Return the area by its definition: each true claim beside each false one, a tie counting half."""
    pairs = list(product((b for b, true in ratings if true), (b for b, true in ratings if not true)))
    return sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs)


def middle(ratings):
    means = [fmean(b for b, true in ratings if true is wanted) for wanted in (True, False)]
    return sum(means) / 2


def rated(question, skill, doubt, chance):
    """Return the ratings of somebody: belief follows the truth by `skill` and is lowered by `doubt`."""
    codes = list(SCALE)
    beliefs = {one.id: (1 if one.true else -1) * skill - doubt + chance.gauss(0, 1) for one in question.claims}
    return {id_: codes[min(5, max(0, round(2.5 + 1.2 * belief)))] for id_, belief in beliefs.items()}


def answered(question, ability, chance):
    """Return the answer of somebody who chooses a planted misreading wherever it can be chosen, half of the time."""
    tempting = [one for one in getattr(question, "options", ()) if getattr(one, "misreading", None) in PLANTED]
    if tempting and question.kind == "choice" and chance.random() < 0.5:
        return tempting[0].name
    if chance.random() < NormalDist().cdf(ability):
        return samples.right(question)
    return chance.choice(samples.wrong(question) or [samples.right(question)])


def class_of(folder, seed, skill=(0.3, 0.3), doubt=(0.0, 0.9)):
    """Write the files of a class, and return each learner's ability and ratings."""
    chance = random.Random(seed)
    abilities, ratings = {}, {}
    asked = [(id_, question) for id_, (quiz, question) in QUESTIONS.items() if question.graded]
    for number in range(LEARNERS):
        name = f"learner {number}"
        abilities[name] = ability = chance.gauss(0.4, 0.7)
        lines = [attempt(id_, answered(question, ability, chance), n) for n, (id_, question) in enumerate(asked, 1)]
        for place, quiz in enumerate(FORMS):
            id_, question = next((id_, one) for id_, (of, one) in QUESTIONS.items() if of == quiz)
            response = rated(question, skill[place], doubt[place], chance)
            ratings[name, place] = question.ratings(response)
            again = rated(question, 9, 0, chance)  # a later try does not count
            start = 900 + 10 * place
            lines += [attempt(id_, response, start), attempt(id_, again, start + 1)]
        unlike = {"id": f"20260115T100000-{number:08x}-"}
        lines = [one | {"id": unlike["id"] + one["id"].rpartition("-")[2]} for one in lines]
        hand_in(folder / f"{number}.jsonl", name, lines)
    return abilities, ratings


def ranks(values):
    """Return the rank of each value; equal ones share theirs."""
    return [sum(other < one for other in values) + (sum(other == one for other in values) + 1) / 2 for one in values]


def correlation(some, others):
    x, y = ranks(some), ranks(others)
    mean_x, mean_y = fmean(x), fmean(y)
    over = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return over / (sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y)) ** 0.5


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    abilities, ratings = class_of(folder, seed=22)
    return abilities, ratings, classroom.report(folder)


def test_the_three_misreadings_that_were_planted_are_the_first_three(known):
    *_, report = known
    assert {one.id for one in report.misreadings[:3]} == set(PLANTED)
    assert report.misreadings[0].label in report.html


def test_learners_stand_in_the_order_of_their_abilities(known):
    abilities, _, report = known
    score = {row[0]: row[3] for row in report.people}
    assert len(score) == LEARNERS
    assert correlation([abilities[name] for name in score], list(score.values())) >= 0.8


def test_telling_apart_and_belief_are_those_of_pairs_counted_one_by_one(known):
    _, ratings, report = known
    found = report.discernment
    assert found.learners == LEARNERS
    for one, measure in ((found.told_apart, by_pairs), (found.belief, middle)):
        before, after = ([measure(ratings[f"learner {n}", place]) for n in range(LEARNERS)] for place in (0, 1))
        assert one.before == pytest.approx(fmean(before), **NEAR)
        assert one.after == pytest.approx(fmean(after), **NEAR)
        changes = [b - a for a, b in zip(before, after, strict=True)]
        spread = (sum((one - fmean(changes)) ** 2 for one in changes) / (LEARNERS - 1)) ** 0.5
        half = distributions.t_quantile(0.975, LEARNERS - 1) * spread / LEARNERS**0.5
        assert one.change.high - one.change.low == pytest.approx(2 * half, **NEAR)


@pytest.mark.parametrize(
    ("skill", "doubt", "said"),
    [
        ((0.3, 0.3), (0.0, 0.9), "doubts more; the figures do not show"),
        ((0.1, 1.5), (0.0, 0.0), "tells true from false better than before."),
        ((0.1, 1.5), (0.0, 0.9), "better than before, and it doubts more"),
        ((1.5, 0.0), (0.0, 0.0), "less well than before"),
        ((0.3, 0.3), (0.0, -0.9), "believes more; the figures do not show"),
        ((0.3, 0.3), (0.0, 0.0), "no change that is more than chance"),
    ],
)
def test_the_sentence_for_the_teacher_is_the_one_that_the_figures_bear_out(tmp_path, skill, doubt, said):
    class_of(tmp_path, 7, skill, doubt)
    report = classroom.report(tmp_path)
    assert said in report.discernment.said
    assert report.discernment.said in report.html


BELIEFS = st.sampled_from([n / 5 for n in range(6)])
RATINGS = st.tuples(st.lists(BELIEFS, min_size=1), st.lists(BELIEFS, min_size=1)).map(
    lambda sides: [(one, side == 0) for side, beliefs in enumerate(sides) for one in beliefs]
)


@given(RATINGS)
def test_the_area_is_that_of_pairs_and_only_the_order_of_beliefs_counts(ratings):
    area = discernment.area(ratings)
    assert area == pytest.approx(by_pairs(ratings), **NEAR)
    assert discernment.area([(belief / 3 - 1, true) for belief, true in ratings]) == pytest.approx(area, **NEAR)
    assert discernment.area([(belief, not true) for belief, true in ratings]) == pytest.approx(1 - area, **NEAR)


@given(RATINGS)
def test_doubting_all_alike_changes_belief_and_not_the_area(ratings):
    doubting = [(belief - 0.25, true) for belief, true in ratings]
    assert discernment.mean_belief(doubting) == pytest.approx(discernment.mean_belief(ratings) - 0.25, **NEAR)
    assert discernment.area(doubting) == pytest.approx(discernment.area(ratings), **NEAR)
