"""Whatever is handed in twice counts once: files, copies, later exports, and the work of two under one name."""

import shutil
import zipfile

import pytest
import samples
from hand_ins import QUESTIONS, RIGHT, WRONG, attempt, hand_in, text

import course_class as classroom
from course_utils import progress, quiz


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def answers(learner, numbers, response=WRONG):
    return [attempt("01-c01", response, n, id=f"{learner}-{n:04}") for n in numbers]


def noted(made, *words):
    return any(all(word in note for word in words) for note in made.problems)


def test_the_same_file_twice_renamed_and_in_an_archive(folder):
    hand_in(folder / "fig.jsonl", "fig", answers("fig", range(3)))
    before = classroom.report(folder)
    shutil.copy(folder / "fig.jsonl", folder / "fig (1).jsonl")
    shutil.copy(folder / "fig.jsonl", folder / "final version.txt")
    (folder / "other").mkdir()
    shutil.copy(folder / "fig.jsonl", folder / "other")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "fig.jsonl", "fig.jsonl")
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (before.learners, before.answers) == (1, 3)
    assert [(one.n, one.difficulty) for one in made.items] == [(1, 0)]
    for name in ("fig.jsonl", "fig (1).jsonl", "final version.txt", "other/fig.jsonl", "all.zip: fig.jsonl"):
        assert noted(made, name, "3 answers")


@pytest.mark.parametrize("names", [("1-early.jsonl", "2-late.jsonl"), ("2-early.jsonl", "1-late.jsonl")])
def test_the_growing_file_of_one_learner_as_the_course_makes_it(names, folder):
    early, late = names
    progress.learner.switch("fig")
    for quiz_, id_ in ((QUESTIONS[id_][0], id_) for id_ in ("01-c01", "01-c03")):
        quiz.show(quiz_).answer(id_, samples.wrong(QUESTIONS[id_][1])[0])
    shutil.copy(progress.export(), folder / early)
    for quiz_, id_ in ((QUESTIONS[id_][0], id_) for id_ in ("01-c01", "02-c01")):
        quiz.show(quiz_).answer(id_, samples.right(QUESTIONS[id_][1]))
    shutil.copy(progress.export(), folder / late)
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 4)
    assert {one.question.id: (one.n, one.difficulty) for one in made.items} == {
        "01-c01": (1, 0), "01-c03": (1, 0), "02-c01": (1, 1),
    }  # fmt: skip
    assert noted(made, early, late, "2 answers")


def test_one_learner_on_two_computers_is_one_learner(folder, tmp_path, monkeypatch):
    progress.learner.switch("fig")
    quiz.show("01-the-article/check").answer("01-c01", WRONG)
    at_school = progress.export(path=folder / "school.jsonl")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COURSE_TODAY", "2026-01-16")
    progress.store._session.cache_clear()
    progress.restore(at_school)
    quiz.show("01-the-article/check").answer("01-c01", RIGHT)
    progress.export(path=folder / "home.jsonl")
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 2)
    assert made.items[0].difficulty == 0


def test_two_learners_of_one_pseudonym_stay_two(folder):
    hand_in(folder / "a.jsonl", "fig", answers("a", range(2)))
    hand_in(folder / "b.jsonl", "fig", answers("b", range(2), RIGHT))
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (2, 4)
    assert made.items[0].difficulty == 0.5
    assert "fig (1)" in made.html and "fig (2)" in made.html
    assert noted(made, "2 files", "“fig”", "a.jsonl", "b.jsonl", "no answer in common")


def test_names_that_look_alike_are_one_name_and_an_empty_one_has_a_name(folder):
    hand_in(folder / "a.jsonl", "Zoe\u0308", answers("a", [1]))
    hand_in(folder / "b.jsonl", " Zoë\u200b", answers("b", [1]))
    hand_in(folder / "c.jsonl", "\u202e \n", answers("c", [1]))
    made = classroom.report(folder)
    assert made.learners == 3
    assert "Zoë (1)" in made.html and "Zoë (2)" in made.html and "no name" in made.html


def test_work_that_was_copied_counts_once_and_both_files_are_named(folder):
    hand_in(folder / "1-palm.jsonl", "palm", answers("palm", range(3)))
    hand_in(folder / "2-fig.jsonl", "fig", answers("palm", range(3)) + answers("fig", [9], RIGHT))
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (2, 4)
    assert [(one.n, one.difficulty) for one in made.items] == [(2, 0.5)]
    assert noted(made, "1-palm.jsonl", "“palm”", "2-fig.jsonl", "“fig”", "3 answers", "copy")


def test_a_file_that_is_nothing_but_a_copy_makes_no_learner(folder):
    hand_in(folder / "1-palm.jsonl", "palm", answers("palm", range(3)))
    hand_in(folder / "2-fig.jsonl", "fig", answers("palm", range(3)))
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 3)
    assert noted(made, "2-fig.jsonl", "copy")


def test_an_answer_that_differs_between_two_files_is_named(folder):
    hand_in(folder / "1.jsonl", "fig", answers("fig", range(3)))
    hand_in(folder / "2.jsonl", "fig", answers("fig", range(2)) + answers("fig", [2], RIGHT))
    made = classroom.report(folder)
    assert (made.learners, made.answers, made.items[0].difficulty) == (1, 3, 0)
    assert noted(made, "1.jsonl", "2.jsonl", "1 of them differ")


def test_an_answer_that_stands_twice_in_a_file_counts_once(folder):
    hand_in(folder / "fig.jsonl", "fig", answers("fig", [1, 1, 1, 2]))
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (1, 2)
    assert noted(made, "fig.jsonl", "more than once")


def test_files_put_together_in_one_are_not_taken_for_one_learner(folder):
    (folder / "both.jsonl").write_text(text("a", answers("a", [1])) + text("b", answers("b", [1])), "utf-8")
    made = classroom.report(folder)
    assert (made.learners, made.answers) == (0, 0)
    assert noted(made, "both.jsonl", "2 files were put together")


def test_the_first_attempt_is_the_earliest_whatever_the_zone_the_year_and_the_order(folder):
    first = attempt("01-c01", WRONG, id="fig-0007", time="2026-01-15T23:30:00+09:00")
    later = attempt("01-c01", RIGHT, id="fig-0001", time="2026-01-15T15:00:00+00:00")
    before = attempt("01-c03", samples.wrong(QUESTIONS["01-c03"][1])[0], id="fig-0009", time="1955-01-15T15:00:00Z")
    after = attempt("01-c03", samples.right(QUESTIONS["01-c03"][1]), id="fig-0003", time="1999-01-15T15:00:00Z")
    same = [attempt("01-c04", response, id=f"other-{n:04}", time="2026-01-15T15:00:00Z")
            for n, response in ((10, samples.right(QUESTIONS["01-c04"][1])),
                                (9, samples.wrong(QUESTIONS["01-c04"][1])[0]))]  # fmt: skip
    hand_in(folder / "fig.jsonl", "fig", [later, first, after, before, *same])
    assert [one.difficulty for one in classroom.report(folder).items] == [0, 0, 0]
