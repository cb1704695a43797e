"""Options, items, pairs and classes have ids: answers store them, and words can be changed without losing an answer."""

import tomllib

import pytest
import samples

from course_utils import progress
from course_utils import quiz as quizzes
from course_utils.errors import CourseError
from course_utils.quiz import bank
from course_utils.quiz.formats import toml_format
from course_utils.quiz.option import Named

EVERY = [one for lesson in bank.lessons() for one in (*bank.lesson_questions(lesson), *bank.earlier(lesson).values())]
NAMED = ("options", "items", "pairs", "others", "classes", "claims")


def parts(question):
    """Return, list by list, what a learner can name in an answer to a question."""
    lists = [list(getattr(question, name)) for name in NAMED if getattr(question, name, ())]
    partners = [pair.partner for pair in getattr(question, "pairs", ())]
    return [*lists, list(dict.fromkeys(partners))] if partners else lists


def answers(question):
    """Return right and wrong answers to a question, in words."""
    return [samples.right(question), *samples.wrong(question)]


@pytest.mark.parametrize("question", EVERY, ids=lambda one: f"{one.id}-{one.version}")
def test_everything_that_can_be_chosen_has_an_id_of_its_own(question):
    usual = {"fact", "quotation", "judgement"}
    for found in parts(question):
        assert all(part.id or part.text in usual for part in found), found
        assert len({part.name for part in found}) == len(found)


@pytest.mark.parametrize("question", EVERY, ids=lambda one: f"{one.id}-{one.version}")
def test_an_answer_in_words_and_the_same_by_id_are_one_answer(question):
    for response in answers(question):
        result = question.grade(response)
        stored = question.by_id(response)
        assert question.grade(stored) == result
        assert question.by_id(stored) == stored
        assert question.mistakes(stored, result, lambda text, most=0: text) == question.mistakes(
            response, result, lambda text, most=0: text
        )
        if parts(question):
            words = {part.text for found in parts(question) for part in found if part.text != part.name}
            assert not words & set(flat(stored))


def test_what_is_stored_and_what_the_browser_gets_back_are_ids():
    shown = quizzes.show("01-the-article/check")
    shown.answer("01-c01", "Al-Haddad and Williams")
    shown.answer("01-c02", samples.right(shown.question("01-c02")))
    shown.answer("01-c04", samples.right(shown.question("01-c04")))
    stored = {attempt.question: attempt.response for attempt in progress.attempts()}
    assert stored["01-c01"] == "haddad-williams"
    assert stored["01-c02"] == {"s04": "two", "s07": "un-envoy", "s08": "un-mission", "s12": "reporter"}
    assert stored["01-c04"]["s03-haftar"] == "judgement"
    assert {id_: answer["response"] for id_, answer in shown.widget.state()["answers"].items()} == stored


def test_a_guess_comes_back_in_words():
    quizzes.show("01-the-article/predict").answer("01-p01", "They do not hold")
    assert [attempt.response for attempt in progress.attempts()] == ["not"]
    assert "They do not hold" in progress.predictions().text


@pytest.mark.parametrize("question", EVERY, ids=lambda one: f"{one.id}-{one.version}")
def test_rewording_changes_one_line_and_loses_no_answer(question):
    """The words change and the ones of before are kept beside them: the answers in words and by id both count."""
    table = toml_format.table(question)
    changed = toml_format.question(reworded(table), "a file")
    for response in answers(question):
        stored = question.by_id(response)
        before = question.grade(response)
        for given in (response, stored):
            after = changed.grade(given)
            assert (after.verdict, after.score) == (before.verdict, before.score)
            assert changed.by_id(given) == stored


def reworded(table):
    """Return the table of a question with other words for all that can be chosen, the old ones kept as `formerly`."""
    made = dict(table)
    for name in NAMED:
        if name in made:
            made[name] = [_reworded(part) for part in made[name]]
    return made


def _reworded(part):
    part = {"text": part} if isinstance(part, str) else dict(part)
    if "partner" in part:
        part["partner"] = _reworded(part["partner"])
    known = {"id": part["id"]} if "id" in part else {}
    return part | known | {"text": f"Now: {part['text']}", "formerly": [*part.get("formerly", []), part["text"]]}


def test_a_file_without_ids_is_read_as_before_and_stores_its_words():
    old = tomllib.loads(samples.TOML)["questions"]
    for entry in old:
        question = toml_format.question(entry, "samples.toml")
        for response in answers(question):
            assert question.by_id(response) == response
    sorted_ = toml_format.question(next(one for one in old if one["kind"] == "classify"), "samples.toml")
    assert [item.belongs_to for item in sorted_.items] == ["fact", "judgement"]
    assert toml_format.question(toml_format.table(sorted_), "again") == sorted_


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([("a", "One", []), ("a", "Two", [])], 'the id "a" is used twice'),
        ([("a", "One", []), ("b", "a", [])], "an id or an earlier wording is that of another option"),
        ([("a", "One", []), ("b", "Two", ["One"])], "an id or an earlier wording is that of another option"),
        ([("a b", "One", []), ("b", "Two", [])], "must be of at most 40 letters"),
        ([("x" * 41, "One", []), ("b", "Two", [])], "must be of at most 40 letters"),
    ],
)
def test_two_things_that_one_answer_could_name_are_refused(options, said):
    table = {"id": "x", "set": "check", "kind": "choice", "text": "Which?"}
    entries = [
        {"id": i, "text": t, "formerly": f, "feedback": ".", "right": not n} for n, (i, t, f) in enumerate(options)
    ]
    with pytest.raises(CourseError, match=said):
        toml_format.question(table | {"options": entries}, "a file")


def test_one_partner_of_two_pairs_has_one_id():
    table = {"id": "x", "set": "check", "kind": "match", "text": "Which?"}
    pairs = [{"id": "a", "text": "A", "partner": {"id": "p", "text": "P"}, "feedback": "."},
             {"id": "b", "text": "B", "partner": {"id": "p", "text": "P"}, "feedback": "."}]  # fmt: skip
    made = toml_format.question(table | {"pairs": pairs, "others": [{"id": "o", "text": "O"}]}, "a file")
    assert sorted(one.name for one in made.choices()) == ["o", "p"]
    assert made.grade({"a": "p", "b": "P"}).score == 1
    pairs[1]["partner"] = {"id": "p", "text": "Q"}
    with pytest.raises(CourseError, match="used twice"):
        toml_format.question(table | {"pairs": pairs}, "a file")


def flat(stored):
    """Return the texts in a response, of both steps where there are two."""
    if isinstance(stored, dict):
        return [*stored, *(text for one in stored.values() for text in flat(one))]
    return list(stored) if isinstance(stored, list | tuple) else [stored]


def test_a_name_is_its_words_where_a_file_gives_no_id():
    assert Named(text="In Tripoli").name == "In Tripoli"
    assert Named(text="In Tripoli", id="tripoli").name == "tripoli"
