"""The numbers of a report against the same numbers worked out again in plain Python, from the files alone."""

import csv
import json
import random
import statistics
from collections import defaultdict

import distributions
import pytest
import samples
from hand_ins import QUESTIONS, attempt, hand_in

import course_class as classroom
from course_utils import knowledge
from course_utils.answer_codes import CONFIDENCE
from course_utils.quiz import parallel_forms

NEAR = {"abs": 1e-9, "rel": 0}


def graded():
    return [id_ for id_, (_, question) in QUESTIONS.items() if question.graded]


def answers(folder, learners, seed):
    """Write the files of a class of which some know more than others, try again, leave out and take breaks."""
    chance = random.Random(seed)
    for learner in range(learners):
        skill, done = chance.gauss(0.3, 1), []
        asked = graded()
        if chance.random() < 0.3:  # not everybody does everything
            asked = [id_ for id_ in asked if chance.random() < 0.8]
        for place, id_ in enumerate(asked):
            question = QUESTIONS[id_][1]
            for _ in range(chance.choice((1, 1, 2))):
                knows = chance.gauss(skill, 1) > place % 7 / 3 - 1
                response = samples.right(question)
                if not knows:
                    response = chance.choice(samples.wrong(question) or [response])
                number = len(done) + 1
                done.append(
                    attempt(
                        id_,
                        response,
                        id=f"{seed}-{learner}-{number:04}",
                        time=f"2026-01-{1 + number // 60:02}T10:{number % 60:02}:00+02:00",
                        confidence=chance.choice((None, *CONFIDENCE)),
                        seconds=chance.choice((3.5, 40, 900)),
                    )
                )
        chance.shuffle(done)  # the order of the lines says nothing
        hand_in(folder / f"{learner}.jsonl", f"learner {learner}", done)
    return folder


class Again:
    """The report once more, without the course's database and formulas."""

    def __init__(self, folder):
        self.first, self.seconds, self.sure = {}, defaultdict(float), {}
        attempts = []
        for file in folder.glob("*.jsonl"):
            head, *lines = map(json.loads, file.read_text("utf-8").splitlines())
            attempts += [(head["learner"], one) for one in lines]
        attempts.sort(key=lambda one: (one[1]["time"], one[1]["id"]))
        for learner, one in attempts:
            place = (learner, one["question"])
            self.first.setdefault(place, QUESTIONS[one["question"]][1].grade(one["response"]).score)
            self.sure.setdefault(place, one["confidence"])
            self.seconds[learner, one["quiz"].split("/")[0]] += min(one["seconds"], 300)
        self.learners = sorted({learner for learner, _ in self.first})
        self.quizzes = defaultdict(list)
        for id_ in graded():
            self.quizzes[QUESTIONS[id_][0]].append(id_)

    def scores(self, learner, quiz):
        """Return the first scores of a learner in a quiz, by question."""
        return {id_: self.first[learner, id_] for id_ in self.quizzes[quiz] if (learner, id_) in self.first}

    def whole(self, quiz):
        """Return the scores of everybody who answered all of a quiz, a list for each."""
        rows = [self.scores(learner, quiz) for learner in self.learners]
        return [list(row.values()) for row in rows if len(row) == len(self.quizzes[quiz])]

    def item(self, id_):
        """Return how many answered, the mean score, and its correlation with the mean of the rest of the quiz."""
        own, rest = [], []
        for learner in self.learners:
            scores = self.scores(learner, QUESTIONS[id_][0])
            if id_ in scores:
                others = [score for other, score in scores.items() if other != id_]
                own.append(scores[id_])
                rest.append(statistics.fmean(others) if others else None)
        pairs = [(a, b) for a, b in zip(own, rest, strict=True) if b is not None]
        return len(own), statistics.fmean(own), pearson(pairs) if len(pairs) >= 10 else None

    def share(self, learner, quiz):
        scores = self.scores(learner, quiz)
        return statistics.fmean(scores.values()) if len(scores) == len(self.quizzes[quiz]) else None


def pearson(pairs):
    """Return the correlation of pairs, None where one side does not vary."""
    x, y = zip(*pairs, strict=True)
    mx, my = statistics.fmean(x), statistics.fmean(y)
    sxx, syy = sum((a - mx) ** 2 for a in x), sum((b - my) ** 2 for b in y)
    sxy = sum((a - mx) * (b - my) for a, b in pairs)
    return sxy / (sxx * syy) ** 0.5 if min(sxx, syy) > 1e-9 else None


@pytest.fixture(scope="module", params=[(10, 3), (25, 5), (40, 8)], ids=str)
def both(request, tmp_path_factory):
    """Return the course's report, the rows of its two tables by their first column, and the same from plain Python."""
    folder = tmp_path_factory.mktemp("class")
    made = classroom.report(answers(folder / "in", *request.param), tables=folder)
    tables = {}
    for name in ("questions", "learners"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as rows:
            tables[name] = {next(iter(row.values())): row for row in csv.DictReader(rows)}
    return made, tables, Again(folder / "in")


def test_difficulty_and_discrimination(both):
    made, tables, again = both
    assert {one.question.id for one in made.items} == set(tables["questions"]) == {id_ for _, id_ in again.first}
    told = 0
    for one in made.items:
        n, difficulty, discrimination = again.item(one.question.id)
        row = tables["questions"][one.question.id]
        assert one.n == n == int(row["n"])
        assert one.difficulty == pytest.approx(difficulty, **NEAR) == pytest.approx(float(row["difficulty"]), **NEAR)
        if discrimination is None:
            assert one.discrimination is None and row["discrimination"] == ""
        else:
            assert one.discrimination == pytest.approx(discrimination, **NEAR)
            assert float(row["discrimination"]) == pytest.approx(discrimination, **NEAR)
            told += 1
    assert told > 10


def test_reliability_is_that_of_the_learners_who_answered_a_whole_quiz(both):
    made, _, again = both
    assert [one.quiz for one in made.tests] == sorted(quiz for quiz, asked in again.quizzes.items() if len(asked) > 1)
    for one in made.tests:
        rows = again.whole(one.quiz)
        assert one.learners == len(rows)
        assert one.whole == all(score in (0, 1) for row in rows for score in row)
        k, total = len(again.quizzes[one.quiz]), statistics.variance(map(sum, rows))
        if one.reliability:
            alpha = k / (k - 1) * (1 - sum(map(statistics.variance, zip(*rows, strict=True))) / total)
            assert one.reliability.value == pytest.approx(alpha, **NEAR)
            a, b = len(rows) - 1, (len(rows) - 1) * (k - 1)
            bounds = [1 - (1 - alpha) * distributions.f_quantile(p, a, b) for p in (0.975, 0.025)]
            assert [one.reliability.low, one.reliability.high] == pytest.approx(bounds, **NEAR)
        else:
            assert one.learners < 10 or total < 1e-9


def test_the_gain_and_its_interval(both):
    made, _, again = both
    pairs = [
        (again.share(one, parallel_forms.baseline()), again.share(one, parallel_forms.post_test()))
        for one in again.learners
    ]
    pairs = [pair for pair in pairs if None not in pair]
    before, after = (statistics.fmean(side) for side in zip(*pairs, strict=True))
    assert made.gain.learners == len(pairs)
    assert made.gain.share == pytest.approx((after - before) / (1 - before), **NEAR)
    if len(pairs) < 10:
        assert made.gain.interval is None
        return

    # Fieller's interval holds every gain g for which the mean of (1 - after) - (1 - g)(1 - before) is no further from
    # nothing than Student's t allows: its ends are where the distance is just t.
    t = distributions.t_quantile(0.975, len(pairs) - 1)

    def distance(gain):
        left = [(1 - b) - (1 - gain) * (1 - a) for a, b in pairs]
        return abs(statistics.fmean(left)) / (statistics.stdev(left) / len(left) ** 0.5)

    share, bounds = made.gain.share, made.gain.interval
    ends = (
        distributions.bisect(lambda gain: t - distance(gain), share - 2, share),
        distributions.bisect(lambda gain: distance(gain) - t, share, share + 2),
    )
    assert [bounds.low, bounds.high] == pytest.approx(ends, **NEAR)


def test_each_learner(both):
    made, tables, again = both
    assert made.learners == len(tables["learners"]) == len(again.learners)
    for learner in again.learners:
        row = tables["learners"][learner]
        own = [score for (who, _), score in again.first.items() if who == learner]
        assert int(row["answered"]) == len(own)
        assert float(row["score"]) == pytest.approx(statistics.fmean(own), **NEAR)
        spent = sum(seconds for (who, _), seconds in again.seconds.items() if who == learner)
        assert float(row["minutes"]) == pytest.approx(spent / 60, **NEAR)
        for column, quiz in (("baseline", parallel_forms.baseline()), ("post_test", parallel_forms.post_test())):
            share = again.share(learner, quiz)
            assert (row[column] == "") == (share is None)
            assert share is None or float(row[column]) == pytest.approx(share, **NEAR)


def test_how_sure_and_how_right(both):
    made, _, again = both
    for confidence, count, score in made.calibration:
        given = [again.first[place] for place, word in again.sure.items() if word == confidence]
        assert (count, score) == (len(given), pytest.approx(statistics.fmean(given), **NEAR))
    assert [word for word, _, _ in made.calibration] == list(CONFIDENCE)


def test_objectives(both):
    made, _, again = both
    found = {one.id: one for one in made.objectives}
    assert list(found) == sorted(found) and found
    for id_, one in found.items():
        asked = [
            i for i in graded() if QUESTIONS[i][1].objective == id_ and QUESTIONS[i][0] != parallel_forms.baseline()
        ]
        rows = [[again.first[who, i] for i in asked if (who, i) in again.first] for who in again.learners]
        rows = [row for row in rows if row]
        assert one.learners == len(rows)
        assert one.met == sum(statistics.fmean(row) >= 0.8 - 1e-9 for row in rows)
        assert one.score == pytest.approx(statistics.fmean(score for row in rows for score in row), **NEAR)


def test_minutes(both):
    made, _, again = both
    titles = {f"{one.id[:2]} {one.title}": one.id for one in knowledge.lessons().values()}
    assert len(made.minutes) == len({lesson for _, lesson in again.seconds})
    for title, _, learners, *quartiles in made.minutes:
        spent = [seconds / 60 for (_, lesson), seconds in again.seconds.items() if lesson == titles[title]]
        assert learners == len(spent)
        assert quartiles == pytest.approx(statistics.quantiles(spent, n=4, method="inclusive"), **NEAR)
