"""The report of a class as a teacher opens it: in a real browser, light and dark, on a laptop, a phone and paper."""

import random

import pytest
import samples
from axe_playwright_python.sync_playwright import Axe
from hand_ins import QUESTIONS, attempt, hand_in
from playwright.sync_api import Page, expect

import course_class as classroom
from course_utils.answer_codes import CONFIDENCE

pytestmark = pytest.mark.browser

LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# From OWASP's "XSS Filter Evasion" cheat sheet; each would call run().
EVIL = [
    "<script>run()</script>", "<img src=x onerror=run()>", '"><svg/onload=run()>', "<svg><script>run()</script>",
    "javascript:run()", "</main><iframe src=javascript:run()>", "<a href=javascript:run()>x</a>", "'-run()-'",
    "{{7*7}}${7*7}", "<style>@import'http://evil.example'</style>", "<body onload=run()>", "</title><script>run()//",
    "<bdi>\u202eevil", "<input autofocus onfocus=run()>", "<details open ontoggle=run()>", "&lt;script&gt;run()",
    "--><script>run()</script>", "<math><mtext></form><img src=x onerror=run()>", "%3Cscript%3Erun()%3C/script%3E",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return where the report is of learners whose names, answers and files are all meant to do harm."""
    chance, folder = random.Random(2), tmp_path_factory.mktemp("class")
    for number, evil in enumerate(EVIL):
        done = [attempt("01-c01", evil, id=f"{number}-x"), attempt("01-x01", evil, id=f"{number}-y")]
        done.append(attempt("01-r01", f"my secret {evil}", id=f"{number}-z"))
        for count, (id_, (_, question)) in enumerate(QUESTIONS.items()):
            if question.graded:
                response = samples.right(question)
                if chance.random() < 0.5:
                    response = chance.choice(samples.wrong(question) or [response])
                done.append(
                    attempt(id_, response, count, id=f"{number}-{count}", confidence=chance.choice(list(CONFIDENCE)))
                )
        hand_in(folder / "in" / f"{evil.replace('/', '∕')[:60]}.jsonl", evil, done, reflections=True)
    (folder / "in" / "<img src=y onerror=run()>.jsonl").write_text("<script>run()</script>", "utf-8")
    made = classroom.report(folder / "in", folder / "report.html")
    assert made.learners == len(EVIL) and made.problems and len(made.teach) == 3
    return folder / "report.html"


@pytest.fixture
def report(page: Page, place):
    """Open the report on a laptop; whatever runs or asks for anything outside is noticed."""
    page.ran = []
    page.expose_function("run", lambda: page.ran.append(True))
    page.goto(place.as_uri())
    yield page
    assert page.ran == []


def test_the_first_screen_says_what_to_do_tomorrow(report: Page):
    for heading in report.locator("ol.again h3").all():
        box = heading.bounding_box()
        assert box["y"] + box["height"] < LAPTOP["height"]
    assert report.locator("ol.again h3").count() == 3
    expect(report.locator("ol.again > li").nth(0)).to_contain_text("What to say:")
    material = report.locator("ol.again summary").first
    material.focus()
    report.keyboard.press("Enter")
    expect(report.get_by_text("--format print").first).to_be_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_fails_axe_and_nothing_is_wider_than_the_page(report: Page, size, scheme):
    report.set_viewport_size(size)
    report.emulate_media(color_scheme=scheme)
    report.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(report)
    assert found.response["violations"] == [], found.generate_report()
    assert report.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_what_learners_wrote_is_shown_as_text_and_reflections_not_at_all(report: Page):
    report.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    said = report.locator("main").inner_text()
    assert "<script>run()</script>" in said and "<img src=x onerror=run()>" in said and "{{7*7}}${7*7}" in said
    assert "my secret" not in report.content()
    assert report.locator("script, img, svg, iframe, input, math, form").count() == 0
    assert report.locator("[onerror], [onload], [onfocus], [ontoggle], a[href^='javascript']").count() == 0


def test_on_paper_the_material_is_there_and_the_links_to_parts_are_not(report: Page):
    report.emulate_media(media="print")
    expect(report.get_by_role("navigation")).to_be_hidden()
    expect(report.get_by_text("--format print").first).to_be_visible()
