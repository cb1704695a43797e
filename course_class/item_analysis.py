"""The numbers of a class, worked out in the database: only first attempts count, unless it is said otherwise."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_class import reliability
from course_class.answer_keys import Keys
from course_class.regrade import Marked, Mistake
from course_class.reliability import FEWEST, Interval
from course_utils.answer_codes import CONFIDENCE
from course_utils.progress.overview import LONGEST_S
from course_utils.quiz import parallel_forms
from course_utils.quiz.question import Question

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The order of one learner's attempts is that of their moments; within a second, that of their numbers.
_FIRST = """
CREATE TABLE scored AS SELECT learner, kept.*, mark.score
    FROM kept JOIN whose USING (file) LEFT JOIN mark USING (answer);
DROP TABLE kept;
CREATE TABLE first AS
WITH chosen AS (SELECT min((time::HUGEINT * 4294967296 + nth) * 4294967296 + place) & 4294967295 AS place
    FROM scored WHERE score IS NOT NULL GROUP BY learner, item)
SELECT learner, item, scored.version, answer, confidence, score FROM scored JOIN chosen ON scored.place = chosen.place;
CREATE TABLE total AS
SELECT learner, quiz, sum(score) AS score, count(*) AS answers, bool_and(first.version = form.version) AS newest
    FROM first JOIN form USING (item) GROUP BY learner, quiz;
CREATE TABLE both_forms AS
WITH done AS (SELECT *, total.score / answers AS share FROM total
    WHERE answers = (SELECT count(*) FROM form WHERE form.quiz = total.quiz))
SELECT learner, b.share AS before, a.share AS after, b.newest = a.newest AS alike
    FROM (FROM done WHERE quiz = $before) AS b FULL JOIN (FROM done WHERE quiz = $after) AS a USING (learner)
"""
_ITEMS = """
WITH rest AS (SELECT item, first.score, confidence,
        CASE WHEN answers > 1 THEN (total.score - first.score) / (answers - 1) END AS rest
    FROM first JOIN form USING (item) JOIN total USING (learner, quiz))
SELECT item, count(*), avg(score),
    CASE WHEN count(rest) >= $fewest AND stddev_pop(score) FILTER (rest IS NOT NULL) > 1e-9 AND stddev_pop(rest) > 1e-9
        THEN corr(score, rest) END,
    count(*) FILTER (confidence = $certain AND score < 1)
FROM rest GROUP BY item
"""
_WORST = """
SELECT item, mistake, count(*) AS learners FROM first JOIN mistake USING (answer) GROUP BY item, mistake
QUALIFY rank() OVER (PARTITION BY item ORDER BY learners DESC) = 1
"""
_RELIABILITY = """
WITH complete AS (SELECT learner, quiz, score FROM total
    WHERE answers = (SELECT count(*) FROM form WHERE form.quiz = total.quiz)),
spread AS (SELECT quiz, item, var_pop(first.score) AS variance, count(*) AS learners,
        bool_and(first.score IN (0, 1)) AS whole
    FROM first JOIN form USING (item) JOIN complete USING (learner, quiz) GROUP BY quiz, item)
SELECT quiz, count(*), min(learners), sum(variance),
    (SELECT var_pop(score) FROM complete WHERE complete.quiz = spread.quiz),
    bool_and(whole) FROM spread GROUP BY quiz ORDER BY quiz
"""
_GAIN = """
SELECT count(*) FILTER (NOT alike), count(*) FILTER (alike), avg(before) FILTER (alike), avg(after) FILTER (alike),
    var_samp(before) FILTER (alike), var_samp(after) FILTER (alike), covar_samp(before, after) FILTER (alike)
FROM both_forms WHERE before IS NOT NULL AND after IS NOT NULL
"""


@dataclass(frozen=True)
class Item:
    """One question: who answered it, how hard it was, and how well it tells those who know from those who do not."""

    item: int
    quiz: str
    question: Question
    n: int
    difficulty: float
    """The mean score, from 0 (nobody right) to 1 (everybody)."""
    discrimination: float | None
    """The correlation of its score with the mean of the same learner's other scores in the quiz: the corrected
    point-biserial of Henrysson (1963), for those who left questions out too; None below 10 learners."""
    certain: int
    """How many were certain and not right."""
    wrong: tuple[str, str] | None = None
    """What most learners had wrong, and what is said about it."""
    chosen_by: int = 0


@dataclass(frozen=True)
class Test:
    """One quiz as a test: how many learners answered all of it, and how reliable its score is."""

    quiz: str
    questions: int
    learners: int
    reliability: Interval | None
    whole: bool
    """Whether every score is 0 or 1, so that alpha is KR-20."""


@dataclass(frozen=True)
class Gain:
    """From the baseline to the post-test, for those who did both."""

    learners: int
    changed: int = 0
    """How many more did both, the questions having changed in between: nothing can be compared."""
    before: float | None = None
    after: float | None = None
    share: float | None = None
    interval: Interval | None = None


def prepare(database: "DuckDBPyConnection", keys: Keys) -> None:
    """Give each attempt of `kept` its learner and score, as `scored`, and work out which are first attempts.

    Those are in the tables `first` (by question) and `total` (by quiz). `kept` is used up.
    """
    graded = {item: quiz for item, quiz in keys.quiz.items() if keys.newest(item).graded}
    database.execute("CREATE TABLE form (item INTEGER, quiz VARCHAR, version INTEGER)")
    versions = [keys.newest(item).version for item in graded]
    given = {"items": list(graded), "quizzes": list(graded.values()), "versions": versions}
    database.execute("INSERT INTO form SELECT unnest($items), unnest($quizzes), unnest($versions)", given)
    forms = {"before": parallel_forms.baseline(), "after": parallel_forms.post_test()}
    for statement in _FIRST.split(";\n"):
        database.execute(statement, {name: quiz for name, quiz in forms.items() if f"${name}" in statement})


def items(database: "DuckDBPyConnection", keys: Keys, marked: Marked) -> list[Item]:
    """Return every graded question that somebody answered, in the order of the course."""
    worst = _worst(database, marked)
    found = []
    rows = database.execute(_ITEMS, {"certain": list(CONFIDENCE).index("certain") + 1, "fewest": FEWEST}).fetchall()
    for item, n, difficulty, discrimination, certain in sorted(rows):
        wrong, chosen_by = worst.get(item, (None, 0))
        question = keys.newest(item)
        if chosen_by == 1 and question.typed:  # what one learner alone wrote is nobody else's business
            wrong, chosen_by = None, 0
        found.append(Item(item, keys.quiz[item], question, n, difficulty, discrimination, certain, wrong, chosen_by))
    return found


def _worst(database: "DuckDBPyConnection", marked: Marked) -> dict[int, tuple[Mistake | None, int]]:
    """Return the commonest mistake of each item and how many made it; of several as common, the first by its words."""
    found: dict[int, tuple[Mistake | None, int]] = {}
    database.execute(_WORST)
    while row := database.fetchone():
        item, number, learners = row
        mistake = marked.mistakes[number][1]
        before, _ = found.get(item, (None, 0))
        found[item] = (mistake if before is None else min(before, mistake), learners)
    return found


def tests(database: "DuckDBPyConnection") -> list[Test]:
    """Return every quiz of at least two graded questions that somebody answered whole."""
    rows = database.execute(_RELIABILITY).fetchall()
    return [
        Test(quiz, questions, learners, reliability.reliability(questions, learners, parts, total), whole)
        for quiz, questions, learners, parts, total, whole in rows
        if questions > 1
    ]


def gain(database: "DuckDBPyConnection") -> Gain:
    """Return the gain of the class, from those who answered every question of both forms."""
    [(changed, n, before, after, *spread)] = database.execute(_GAIN).fetchall()
    if not n:
        return Gain(0, changed)
    interval = reliability.gain(n, before, after, (spread[0], spread[1]), spread[2]) if n >= FEWEST else None
    return Gain(n, changed, before, after, reliability.hake(before, after), interval)


def calibration(database: "DuckDBPyConnection") -> list[tuple[str, int, float]]:
    """Return, for each degree of confidence (its code), how many answers were given with it and their mean score."""
    rows = database.execute(
        "SELECT confidence, count(*), avg(score) FROM first WHERE confidence > 0 GROUP BY ALL ORDER BY confidence"
    )
    codes = list(CONFIDENCE)
    return [(codes[confidence - 1], count, score) for confidence, count, score in rows.fetchall()]


def objectives(database: "DuckDBPyConnection", wanted: dict[int, str], met: float) -> dict[str, tuple[int, int, float]]:
    """Return, by objective, how many learners answered something on it, how many met it, and the mean score."""
    if not wanted:
        return {}
    rows = database.execute(
        "WITH goal AS (SELECT unnest($items) AS item, unnest($goals) AS goal), "
        "each AS (SELECT goal, learner, avg(score) AS share, sum(score) AS score, count(*) AS answers "
        "FROM first JOIN goal USING (item) GROUP BY goal, learner) "
        "SELECT goal, count(*), count(*) FILTER (share >= $met - 1e-9), sum(score) / sum(answers) "
        "FROM each GROUP BY goal",
        {"items": list(wanted), "goals": list(wanted.values()), "met": met},
    )
    return {goal: (learners, reached, score) for goal, learners, reached, score in rows.fetchall()}


def minutes(database: "DuckDBPyConnection") -> dict[int, tuple[int, float, float, float]]:
    """Return, by lesson counted from 1, how many learners answered in it, and the quartiles of their minutes."""
    rows = database.execute(
        "WITH each AS (SELECT lesson, learner, sum(least(coalesce(seconds, 0), $most)) / 60 AS minutes "
        "FROM scored GROUP BY lesson, learner) "
        "SELECT lesson, count(*), quantile_cont(minutes, 0.25), median(minutes), quantile_cont(minutes, 0.75) "
        "FROM each GROUP BY lesson ORDER BY lesson",
        {"most": LONGEST_S},
    )
    return {lesson: (n, low, middle, high) for lesson, n, low, middle, high in rows.fetchall()}
