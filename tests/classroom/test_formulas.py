"""The formulas of the report against published worked examples, and against their definitions worked out otherwise."""

import math
import statistics

import distributions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_class import reliability

# Ten students, ten questions: Σpq = 2.18, variance of the totals 5.84. K. L. Wuensch, "The Kuder-Richardson 20", East
# Carolina University, core.ecu.edu/wuenschk/StatHelp/KR20.txt
WUENSCH = (
    *("1111110110", "1011011101", "1111011001", "0010001000", "0000010010"),
    *("1110111111", "1101110111", "1111111101", "0101111101", "1101101110"),
)


def test_kr20_of_a_published_table():
    scores = [[int(mark) for mark in student] for student in WUENSCH]
    variances = [statistics.pvariance(column) for column in zip(*scores, strict=True)]
    total = statistics.pvariance(map(sum, scores))
    assert (round(sum(variances), 2), round(total, 2)) == (2.18, 5.84)
    assert reliability.alpha(10, sum(variances), total) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84), abs=1e-12)


def test_feldts_interval_of_a_published_example():
    # cronbach_alpha in the manual of pingouin, compared there with psych::alpha in R: 12 learners, 11 questions
    found = reliability.reliability(11, 12, 1 - 0.732660835214447 * 10 / 11, 1)
    assert found.value == pytest.approx(0.732660835214447, abs=1e-12)
    assert (round(found.low, 3), round(found.high, 3)) == (0.435, 0.909)


def test_the_f_distribution_of_a_published_example():
    # ci.cronbach(.05, .85, 7, 89) in the manual of the R package statpsych, which takes n (k - 1) degrees of freedom
    bounds = [1 - 0.15 * reliability.f_quantile(p, 88, 89 * 6) for p in (0.975, 0.025)]
    assert [round(bound, 7) for bound in bounds] == [0.7971254, 0.8931436]


def test_hakes_gain_of_a_published_example():
    # BMC Medical Education 21:210 (2021), table 1: a gain of 11.1 points of 20, 225.8 % of the mean before: g = 0.73
    before = 11.1 / 2.258 / 20
    assert reliability.hake(before, before + 11.1 / 20) == pytest.approx(0.73, abs=0.01)
    assert reliability.hake(1, 1) is None


@pytest.mark.parametrize(("a", "b"), [(9, 9), (9, 99), (24, 264), (40, 240), (99, 1089), (1, 9)])
@pytest.mark.parametrize("p", [0.025, 0.975])
def test_the_f_distribution_is_what_its_density_adds_up_to(a, b, p):
    assert reliability.f_quantile(p, a, b) == pytest.approx(distributions.f_quantile(p, a, b), abs=1e-9)


@pytest.mark.parametrize("freedom", [9, 24, 120])
def test_students_t_is_what_its_density_adds_up_to(freedom):
    assert reliability.t_quantile(0.975, freedom) == pytest.approx(distributions.t_quantile(0.975, freedom), abs=1e-9)


@given(st.floats(0.001, 0.999), st.integers(1, 500))
def test_the_f_distribution_with_two_degrees_of_freedom_has_a_closed_form(p, b):
    assert reliability.f_quantile(p, 2, b) == pytest.approx(b / 2 * ((1 - p) ** (-2 / b) - 1), rel=1e-9)
    assert reliability.f_quantile(p, b, 2) == pytest.approx(2 / b / (p ** (-2 / b) - 1), rel=1e-9)


def test_students_t_as_in_the_tables():
    # 1 and 2 degrees of freedom have closed forms; the others are those of any printed table.
    assert reliability.t_quantile(0.975, 1) == pytest.approx(math.tan(math.pi * 0.475), rel=1e-9)
    assert reliability.t_quantile(0.975, 2) == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)), rel=1e-9)
    assert [round(reliability.t_quantile(0.975, n), 3) for n in (9, 29, 120)] == [2.262, 2.045, 1.98]


@pytest.mark.parametrize("learners", [9, 10, 10**6])
def test_a_small_class_gets_no_interval_and_a_large_one_a_narrow_one(learners):
    found = reliability.reliability(12, learners, 2, 8)
    gained = reliability.gain(learners, 0.4, 0.7, (0.02, 0.03), 0.01)
    if learners < 10:
        assert found is gained is None
    else:
        assert found.low < found.value < found.high <= 1 and gained.low < gained.value < gained.high
        assert (found.high - found.low < 0.01) == (learners > 1000) == (gained.high - gained.low < 0.01)


def test_no_interval_where_there_is_none():
    assert reliability.alpha(1, 1, 1) is None
    assert reliability.alpha(5, 0, 0) is None
    assert reliability.gain(12, 1, 1, (0, 0), 0) is None
    assert reliability.gain(12, 0.97, 0.98, (0.01, 0.01), 0) is None  # nearly all was right before
