"""A learner writes, saves, leaves; another comes: the words are in the first one's folder and nowhere else."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course_utils import traces
from tests.browser.lab import PATIENCE, Lab
from tests.browser.test_lessons import quiz_titled

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("a_new_learner")]

WORDS = "ZEBRASECRET, and كلماتي"
MARKS = ("ZEBRASECRET", "كلماتي", "Blue Falcon")


def found(lab: Lab, learner: str = "Blue Falcon") -> list[Path]:
    """Return every file outside of a learner's folder that holds one of the marks, also as JSON writes it."""
    marks = [form for mark in MARKS for form in (mark, mark.encode("unicode_escape").decode())]
    own = lab.home / learner
    return [
        file
        for file in lab.folder.rglob("*")
        if file.is_file() and own not in file.parents and file.name not in ("learner.txt", "jupyter.log")
        if any(mark in words(file) for mark in marks)
    ]


def words(file: Path) -> str:
    """Return what is in a file; Jupyter saves into one beside it, which is gone the next moment."""
    try:
        return file.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def take(page: Page, name: str) -> None:
    who = quiz_titled(page, "Who is learning now?")
    who.get_by_label("A new made-up name").fill(name)
    page.keyboard.press("Enter")
    expect(who.get_by_role("radio", name=name, exact=True)).to_be_checked()


def test_the_words_of_the_first_learner_stay_in_the_first_ones_folder(lab: Lab, page: Page):
    lab.open(page, "00-start-here")
    take(page, "Blue Falcon")
    lab.save(page, "00-start-here")

    lab.open(page, "01-the-article")
    box = quiz_titled(page, "Think back").get_by_role("group").first
    box.get_by_role("textbox").fill(WORDS)
    box.get_by_role("button", name="Save my answer").click()
    expect(box.get_by_role("status")).to_contain_text("Your text is saved.")
    lab.run_all(page)
    box = quiz_titled(page, "Think back").get_by_role("group").first
    expect(box.get_by_role("textbox")).to_have_value(WORDS)
    for _ in range(2):  # the second save makes the checkpoint of the first
        lab.save(page, "01-the-article")
    assert found(lab) == []

    lab.open(page, "11-another-week")
    card = quiz_titled(page, "Hand in your work")
    card.get_by_role("checkbox").check()
    card.get_by_role("button", name="Make my file").click()
    expect(card.get_by_role("status")).to_contain_text("with your reflections")
    shown = page.locator(".course-view", has_text="Progress of")
    shown.scroll_into_view_if_needed(timeout=PATIENCE)
    expect(shown).to_contain_text("Blue Falcon")
    lab.save(page, "11-another-week")
    (lab.folder / "copy of 01.ipynb").write_bytes((lab.folder / "01-the-article.ipynb").read_bytes())
    export(lab, "01-the-article", "11-another-week")
    assert found(lab) == []
    assert WORDS in (lab.home / "Blue Falcon" / "hand-in-Blue-Falcon.jsonl").read_text("utf-8")

    # Another comes, in a browser of their own, with the kernels still there.
    other = page.context.browser.new_page(viewport={"width": 1280, "height": 800})
    lab.open(other, "00-start-here")
    take(other, "hare")
    for lesson, title in (("01-the-article", "Think back"), ("11-another-week", "Hand in your work")):
        lab.open(other, lesson)
        shown = quiz_titled(other, title)
        if title == "Think back":  # by then the kernel has said whose answers these are
            expect(shown).to_contain_text('You answer as "hare"')
        assert not [mark for mark in MARKS if mark in other.content() + values(other)]
        lab.save(other, lesson)
    lab.open(other, "00-start-here")
    who = quiz_titled(other, "Who is learning now?")
    who.get_by_role("radio", name="Blue Falcon").check()
    expect(who.get_by_role("status")).to_contain_text('"Blue Falcon"')
    who.get_by_role("button", name="Delete my answers …").click()
    who.get_by_role("button", name="Yes, delete them for good").click()
    expect(who.get_by_role("status")).to_contain_text("is deleted")
    other.close()
    assert not (lab.home / "Blue Falcon").exists()
    assert found(lab) == []


def export(lab: Lab, *lessons: str) -> None:
    """Export lessons as HTML, as File, Save and Export Notebook As does."""
    files = [str(lab.folder / f"{lesson}.ipynb") for lesson in lessons]
    command = [sys.executable, "-m", "nbconvert", "--to", "html", *files]
    subprocess.run(command, check=True, capture_output=True, cwd=lab.folder)


def values(page: Page) -> str:
    return page.evaluate("[...document.querySelectorAll('textarea, input')].map((one) => one.value).join(' ')")


def test_a_lesson_saved_twice_without_a_kernel_shows_the_questions_and_how_to_go_on(bare: Lab, page: Page):
    bare.open(page, "01-the-article")
    bare.run_all(page)
    box = quiz_titled(page, "Think back").get_by_role("group").first
    box.get_by_role("textbox").fill(WORDS)
    box.get_by_role("button", name="Save my answer").click()
    expect(box.get_by_role("status")).to_contain_text("Your text is saved.")
    bare.save(page, "01-the-article")
    for _ in range(2):
        bare.end_kernels()
        bare.open(page, "01-the-article")
        quiz = quiz_titled(page, "Think back")
        expect(quiz).to_contain_text("This quiz is not connected")
        expect(quiz).to_contain_text("Run All Cells")
        expect(quiz.get_by_role("group").first.get_by_role("textbox")).to_have_value("")
        # A cell that is added makes something to save.
        page.locator(".jp-Cell").first.click()
        page.keyboard.press("Escape")
        page.keyboard.press("b")
        bare.save(page, "01-the-article")
        assert found(bare, "me") == []
    bare.run_all(page)
    box = quiz_titled(page, "Think back").get_by_role("group").first
    expect(box.get_by_role("textbox")).to_have_value(WORDS)


def test_open_questions_follow_the_name_and_a_page_loaded_anew_shows_the_answers(lab: Lab, page: Page):
    lab.open(page, "00-start-here")
    baseline = quiz_titled(page, "Before you start")
    expect(baseline).to_contain_text("Before your first answer")
    baseline.get_by_label("A made-up name").fill("../x")
    page.keyboard.press("Enter")
    expect(baseline).to_contain_text("cannot be used as a name")
    baseline.get_by_label("A made-up name").fill("Müge")
    page.keyboard.press("Enter")
    expect(baseline.get_by_text("Before your first answer")).to_be_hidden()
    expect(baseline).to_contain_text('You answer as "Müge"')
    expect(quiz_titled(page, "Who is learning now?").get_by_role("radio", name="Müge")).to_be_checked()
    first = quiz_titled(page, "Before you start").get_by_role("group").first
    first.get_by_role("radio").nth(1).check()
    first.get_by_role("button", name="Save my answer").click()
    expect(first.get_by_role("status")).to_contain_text("is saved")
    assert [file.parts[-3] for file in lab.home.glob("*/attempts/*.jsonl")] == ["Müge"]

    take(page, "hare")
    baseline = quiz_titled(page, "Before you start")
    expect(baseline).to_contain_text('You answer as "hare"')
    expect(baseline.get_by_role("group").first.get_by_role("radio").nth(1)).not_to_be_checked()
    who = quiz_titled(page, "Who is learning now?")
    who.get_by_role("radio", name="Müge").check()
    expect(who.get_by_role("status")).to_contain_text('now learning as "Müge"')
    who.get_by_label("A new made-up name").fill("falcon")
    who.get_by_role("button", name="Give “Müge” this name instead").click()
    expect(who.get_by_role("status")).to_contain_text("Every answer is kept.")
    baseline = quiz_titled(page, "Before you start")
    expect(baseline).to_contain_text('You answer as "falcon"')
    expect(baseline.get_by_role("group").first.get_by_role("radio").nth(1)).to_be_checked()
    lab.save(page, "00-start-here")

    lab.open(page, "00-start-here")  # with its kernel, which is still there
    first = quiz_titled(page, "Before you start").get_by_role("group").first
    expect(first.get_by_role("radio").nth(1)).to_be_checked()
    expect(first.get_by_role("status")).to_contain_text("is saved")


def test_a_lesson_that_an_earlier_version_saved_opens_without_the_answers(lab: Lab, page: Page):
    earlier = Path(__file__).parents[1] / "earlier" / "lesson.json"
    (lab.folder / "earlier.ipynb").write_text(earlier.read_text("utf-8"), "utf-8")
    assert traces.clean_folder(lab.folder) == []
    lab.open(page, "earlier")
    expect(page.get_by_text("okapi, my own cell").first).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    assert "ZEBRASECRET" not in page.content() + values(page)
    (lab.folder / "earlier.ipynb").unlink()
