"""What a learner can change in a file of their own, and what the report believes of it: nothing that it can check."""

import itertools

import pytest
import samples
from hand_ins import QUESTIONS, RIGHT, WRONG, attempt, hand_in

import course_class as classroom
from course_utils.errors import CourseError
from course_utils.quiz import formats, parallel_forms


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def noted(made, *words):
    return any(all(word in note for word in words) for note in [*made.problems, *made.keys])


@pytest.mark.parametrize("score", [1.0, None, 0.5])
def test_an_edited_score_is_not_believed_and_named(score, folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", WRONG, 1, score=score), attempt("01-c01", RIGHT, 2)])
    made = classroom.report(folder)
    assert made.items[0].difficulty == 0
    assert noted(made, "“fig”", "fig.jsonl", "1 answer with another score than the key gives")


def test_an_edited_answer_shows_by_its_score(folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", WRONG, 1) | {"response": RIGHT}])
    made = classroom.report(folder)
    assert made.items[0].difficulty == 1  # what is written counts …
    assert noted(made, "“fig”", "another score")  # … and the teacher is told


def test_honest_work_of_every_kind_is_not_suspected(folder):
    numbers = itertools.count()
    done = [attempt(id_, response, next(numbers), id=f"fig-{next(numbers)}")
            for id_, (_, question) in QUESTIONS.items() if question.kind != "reflect"
            for response in [samples.right(question), *samples.wrong(question)]]  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", done)
    made = classroom.report(folder)
    assert made.problems == []
    assert len(made.items) == sum(question.graded for _, question in QUESTIONS.values())


def test_an_edited_verdict_sureness_quiz_kind_and_objective_change_nothing(folder):
    given = attempt("01-c01", WRONG, verdict="right", quiz="10-capstone/post-test", kind="choice<script>",
                    objective="10-a", confidence="<b>sure")  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", [given])
    made = classroom.report(folder)
    assert [(one.quiz, one.difficulty) for one in made.items] == [("01-the-article/check", 0)]
    assert [one.id for one in made.objectives] == [QUESTIONS["01-c01"][1].objective]
    assert made.calibration == []
    assert "<script>" not in made.html and "<b>sure" not in made.html


def test_answers_to_questions_that_are_nowhere_are_named(folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", RIGHT, 1), attempt("01-c01", "x", 2, question="99-zz")])
    made = classroom.report(folder)
    assert [one.question.id for one in made.items] == ["01-c01"]
    assert noted(made, "fig.jsonl", "1 answer to questions that neither the course has nor the file")


def test_answers_of_another_version_and_of_another_form_are_named(folder):
    odd = [attempt("01-c01", "a wording of long ago", 1), attempt("01-c01", "x", 2, version=9),
           attempt("01-c01", {"not": ["an", "answer"]}, 3), attempt("01-c01", 7.5, 4)]  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", odd)
    made = classroom.report(folder)
    assert made.items == []
    assert noted(made, "“fig”", "3 answers to this version of a question cannot be checked")
    assert noted(made, "“fig”", "1 answer to a later version of a question cannot be checked")


def test_answers_of_tomorrow_are_named(folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", RIGHT, time="2999-01-01T10:00:00+00:00")])
    assert noted(classroom.report(folder), "fig.jsonl", "1 answer dated in the future")


OWN = samples.QUESTIONS["choice"]


def own(response, number=1, **changed):
    """Return an answer to a question that the course does not ship."""
    score = OWN.grade(response).score
    return attempt("01-c01", WRONG, number, quiz="loaded/mine", question=OWN.id, response=response, score=score,
                   version=OWN.version, id=f"own-{number}", objective=None, **changed)  # fmt: skip


def carried(**changed):
    """Return the line that brings that question along."""
    return {"quiz": "loaded/mine", "question": formats.table(OWN) | changed}


def test_a_question_that_came_with_the_answers_is_scored_and_the_report_says_by_whose_key(folder):
    for number, response in enumerate(["In Tripoli", "In Sirte"]):
        hand_in(folder / f"{number}.jsonl", f"learner {number}", [own(response, number), carried()])
    made = classroom.report(folder)
    assert [(one.question.id, one.quiz, one.n, one.difficulty) for one in made.items] == [
        ("x-choice", "loaded/mine", 2, 0.5)
    ]
    assert noted(made, "loaded/mine is not a quiz of the course", "2 of the files")


def test_where_two_keys_differ_the_one_of_most_files_counts_and_the_other_is_named(folder):
    turned = [option | {"right": not option.get("right")} for option in formats.table(OWN)["options"]]
    for number in range(3):
        key = carried(options=turned) if number == 0 else carried()
        hand_in(folder / f"{number}.jsonl", f"learner {number}", [own("In Tripoli", number), key])
    made = classroom.report(folder)
    assert made.items[0].difficulty == 1
    assert noted(made, "loaded/mine", "another key", "0.jsonl")


def test_a_key_in_a_file_never_replaces_that_of_the_course(folder):
    lie = formats.table(QUESTIONS["01-c01"][1])
    lie["options"] = [option | {"right": option["text"] == WRONG} for option in lie["options"]]
    lines = [attempt("01-c01", WRONG), {"quiz": "01-the-article/check", "question": lie},
             {"quiz": "loaded/mine", "question": lie}]  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", lines)
    made = classroom.report(folder)
    assert [(one.quiz, one.difficulty) for one in made.items] == [("01-the-article/check", 0)]


BAD_KEYS = {
    "no key": None,
    "empty": {},
    "no kind": {"kind": "no such"},
    "no options": {"options": []},
    "another type": {"options": 7, "text": ["a"]},
    "a list": [],
    "a huge one": {"text": "x" * 100_000},
}


@pytest.mark.parametrize("which", BAD_KEYS)
def test_a_key_that_is_none_leaves_its_answers_unscored_and_named(which, folder):
    bad = BAD_KEYS[which]
    key = {"quiz": "loaded/mine", "question": formats.table(OWN) | bad if bad else bad}
    hand_in(folder / "fig.jsonl", "fig", [own("In Tripoli"), key, attempt("01-c01", RIGHT, 2)])
    made = classroom.report(folder)
    assert [one.question.id for one in made.items] == ["01-c01"]
    assert noted(made, "loaded/mine", "without a key")


def test_reflections_that_a_learner_gave_are_not_on_the_page(folder):
    said = "My uncle was in that prison."
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", RIGHT, 1), attempt("01-r01", said, 2)], reflections=True)
    made = classroom.report(folder, folder / "page.html", folder / "tables")
    written = [path.read_text("utf-8") for path in (folder / "page.html", *(folder / "tables").iterdir())]
    assert made.answers == 2
    assert not any("uncle" in page for page in written)


@pytest.mark.parametrize("writers", [1, 2])
def test_what_one_learner_alone_typed_is_not_on_the_page(writers, folder):
    for number in range(writers):
        hand_in(folder / f"{number}.jsonl", f"learner {number}", [attempt("01-x01", "9999", id=f"{number}-1")])
    made = classroom.report(folder)
    assert made.items[0].difficulty == 0
    assert ("9999" in made.html) == (writers > 1)


def test_too_little_memory_and_no_place_to_write_are_said(folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", RIGHT, n, id=f"fig-{n}") for n in range(2000)])
    with pytest.raises(CourseError, match="--memory 4"):
        classroom.report(folder, memory_mb=2)
    with pytest.raises(CourseError, match="could not be written"):
        classroom.report(folder, folder / "no" / "page.html")
    with pytest.raises(CourseError, match="could not be written"):
        classroom.report(folder, tables=folder / "fig.jsonl")


ROWS = {id_: question for id_, (_, question) in QUESTIONS.items() if question.kind in ("match", "classify")}
EVIL = "\u202eINSULT \x1b[31m" + "W" * 9_000


@pytest.mark.parametrize("id_", ROWS)
@pytest.mark.parametrize("several", [False, True])
def test_what_a_question_does_not_offer_is_no_answer_and_is_shown_nowhere(id_, several, folder):
    rows = [pair.text for pair in ROWS[id_].rows()]
    given = samples.wrong(ROWS[id_])[0] | dict.fromkeys(rows if several else rows[:1], EVIL)
    for number in range(3):
        hand_in(folder / f"{number}.jsonl", f"learner {number}", [attempt(id_, given, id=f"{number}-1")])
    made = classroom.report(folder, folder / "page.html", folder / "tables")
    assert made.items == []
    assert noted(made, "1 answer to this version of a question cannot be checked")
    written = [path.read_text("utf-8") for path in (folder / "page.html", *(folder / "tables").iterdir())]
    assert not any("INSULT" in page or "\x1b" in page or "\u202e" in page for page in written)


def test_an_order_of_other_things_is_no_answer(folder):
    id_ = next(id_ for id_, (_, question) in QUESTIONS.items() if question.kind == "order")
    right = samples.right(QUESTIONS[id_][1])
    odd = [[*right[:-1], EVIL], [EVIL], right[:-1], [*right, right[0]], dict.fromkeys(right, EVIL)]
    given = [attempt(id_, one, number) for number, one in enumerate(odd)]
    hand_in(folder / "fig.jsonl", "fig", given)
    made = classroom.report(folder)
    assert made.items == [] and "INSULT" not in made.html


def test_rows_that_a_learner_left_open_are_told_as_nothing(folder):
    id_, question = next(iter(ROWS.items()))
    first, *others = [pair.text for pair in question.rows()]
    for number, open_ in enumerate((None, "")):
        given = samples.right(question) | {first: open_}
        hand_in(folder / f"{number}.jsonl", f"learner {number}", [attempt(id_, given, id=f"{number}-1")])
    [item] = classroom.report(folder).items
    assert item.chosen_by == 2 and item.wrong[0].endswith("– nothing")
    assert item.difficulty == pytest.approx(len(others) / len(question.rows()))


def test_every_mistake_on_the_page_is_short(folder):
    for number in range(2):
        hand_in(folder / f"{number}.jsonl", f"l {number}", [attempt("01-x01", "9" * 190, id=f"{number}-1")])
    assert all(len(one.wrong[0]) <= 160 for one in classroom.report(folder).items)


def test_of_mistakes_as_common_the_first_by_its_words_is_named(folder):
    choices = {id_: one for id_, (_, one) in QUESTIONS.items() if one.kind == "choice" and not one.grounds}
    for number in range(2):
        given = [attempt(id_, samples.wrong(one)[number], at, id=f"{number}-{at}")
                 for at, (id_, one) in enumerate(choices.items())]  # fmt: skip
        hand_in(folder / f"{number}.jsonl", f"learner {number}", given)
    named = {one.question.id: (one.wrong[0], one.chosen_by) for one in classroom.report(folder).items}
    assert named == {id_: (min(samples.wrong(one)[:2]), 1) for id_, one in choices.items()}


SESSION = "20260115T100000-abcdef01"


def test_a_clock_that_was_set_back_does_not_make_a_later_try_the_first(folder):
    lines = [attempt("01-c01", WRONG, id=f"{SESSION}-0001", time="2026-09-15T10:00:00+00:00"),
             attempt("01-c01", RIGHT, id=f"{SESSION}-0002", time="2026-02-15T10:00:00+00:00")]  # fmt: skip
    for name, given in (("a", lines), ("b", lines[::-1])):
        hand_in(folder / f"{name}.jsonl", "fig", given)
    [item] = classroom.report(folder).items
    assert (item.n, item.difficulty) == (1, 0)


def test_the_number_counts_within_a_session_and_the_time_between_sessions(folder):
    other = "20260214T100000-abcdef02"
    lines = [attempt("01-c01", RIGHT, id=f"{SESSION}-0009", time="2026-02-01T10:00:00+00:00"),
             attempt("01-c01", WRONG, id=f"{SESSION}-0010", time="2026-01-15T10:00:00+00:00"),
             attempt("01-c03", samples.right(QUESTIONS["01-c03"][1]), id=f"{SESSION}-0011",
                     time="2026-03-01T10:00:00+00:00"),
             attempt("01-c03", samples.wrong(QUESTIONS["01-c03"][1])[0], id=f"{other}-0001",
                     time="2026-02-14T10:00:00+00:00")]  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", lines)
    assert {one.question.id: one.difficulty for one in classroom.report(folder).items} == {"01-c01": 1, "01-c03": 0}


@pytest.mark.parametrize("time", ["2000-01-01T00:00:00Z", "1955-01-15T15:00:00Z", "2025-12-31T23:59:59Z"])
def test_answers_from_before_there_was_the_course_are_named(time, folder):
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", RIGHT, 1, time=time), attempt("01-c01", RIGHT, 2)])
    assert noted(classroom.report(folder), "fig.jsonl", "1 answer dated before there was this course")


def test_an_answer_that_was_asked_for_counts_as_not_right_also_when_it_is_answered_afterwards(folder):
    given_up = {"response": None, "verdict": "given-up", "score": 0.0}
    hand_in(folder / "fig.jsonl", "fig", [attempt("01-c01", WRONG, 1, **given_up), attempt("01-c01", RIGHT, 2)])
    hand_in(folder / "oak.jsonl", "oak", [attempt("01-c01", RIGHT, 1, id="oak-1")])
    made = classroom.report(folder)
    assert [(one.n, one.difficulty, one.wrong) for one in made.items] == [(2, 0.5, None)]
    assert made.problems == []


def test_a_baseline_of_other_questions_is_not_compared_and_that_is_said(folder, tmp_path):
    forms = {quiz: [id_ for id_, (name, _) in QUESTIONS.items() if name == quiz]
             for quiz in (parallel_forms.baseline(), parallel_forms.post_test())}  # fmt: skip
    changed = next(id_ for id_ in forms[parallel_forms.baseline()] if QUESTIONS[id_][1].version > 1)
    for name, version in (("now", {}), ("then", {changed: QUESTIONS[changed][1].version - 1})):
        done = [attempt(id_, samples.right(QUESTIONS[id_][1]), n, id=f"{name}-{n}", **_of(version, id_))
                for n, id_ in enumerate(id_ for ids in forms.values() for id_ in ids)]  # fmt: skip
        hand_in(folder / f"{name}.jsonl", name, done)
    made = classroom.report(folder, tables=tmp_path / "tables")
    assert (made.gain.learners, made.gain.changed) == (1, 1)
    assert "1 learner is left out: the questions have changed between the baseline and the post-test" in made.html
    (folder / "now.jsonl").unlink()
    alone = classroom.report(folder)
    assert (alone.gain.learners, alone.gain.changed, alone.people[0][-1]) == (0, 1, None)
    assert "Nobody has answered all of" not in alone.html


def _of(versions, id_):
    return {"version": versions[id_]} if id_ in versions else {}
