"""Each kind of question in a language that nobody speaks: no plain English, nothing on the wrong side."""

import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from course_utils import display, knowledge
from course_utils.attempts import learner
from tests import pseudo, samples
from tests.browser.lab import NOTEBOOKS, PATIENCE, Lab, bar, comes_to

pytestmark = pytest.mark.browser

CELLS = (
    'from course_utils import progress, quiz, review\nquiz.load("kinds.toml")',
    'quiz.show("00-start-here/baseline")',
    'review.show("02-where-it-happened")',
    "progress.show()",
    "progress.predictions()",
    "progress.learners()",
    "progress.hand_in()",
    "from course_utils import charts\ncharts.show('idps', since=2020, until=2021)",
)
WORDS = {"text", "feedback", "otherwise", "partner", "unit", "model", "hint", "summary", "page", "settles",
         "belongs_to", "levels", "weak", "strong", "why", "deciding"}  # fmt: skip
"""The fields of a question that a reader sees."""
MARKED = knowledge.sentence_texts()["s03"].split()[0]
NAMES = [knowledge.place("sirte").name_en, knowledge.place("tripoli").name_en, MARKED]
NAMES += [knowledge.source(one.source).publisher for one in samples.QUESTIONS["search"].results]
NAMES += [display.reference(knowledge.source(id_), link=False) for id_ in samples.QUESTIONS["sketch"].sources]
WIDTHS = (1280, 390)
LESSON = "00-start-here"
# Each text that is seen, and what is only heard or shown under the pointer; not the words of the article to be marked.
TEXTS = """(root) => {
  const found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent.closest("style, .cq-words")) found.push(walk.currentNode.data);
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const one of root.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""
OUTSIDE = """(root) => {
  const { left, right } = root.getBoundingClientRect();
  return [...root.querySelectorAll("*")]
    .filter((one) => !one.parentElement.closest("svg, .cv-scroll"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < left - 1 || box.right > right + 1))
    .map(([one]) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 60)}`);
}"""


def said(value, name=""):
    """Return a table of the samples with each text in it that a reader sees said in the language."""
    if isinstance(value, dict):
        return {key: said(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [said(one, "text" if name in ("options", "others", "evidence", "classes") else name) for one in value]
    return pseudo.said(value) if isinstance(value, str) and name in WORDS else value


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pseudo")
    with pytest.MonkeyPatch.context() as patch:
        pseudo.speak(patch, folder)
        patch.setenv("COURSE_CONTENT", str(pseudo.course(folder)))
        lab = Lab(tmp_path_factory.mktemp("lab"))
    asked = said(tomllib.loads(samples.TOML)["questions"])
    pseudo.write(lab.folder / "kinds.toml", "questions", [one | {"hint": pseudo.said("Look again.")} for one in asked])
    made = [{"cell_type": "code", "execution_count": None, "id": f"c{n}", "metadata": {}, "outputs": [],
             "source": cell} for n, cell in enumerate(CELLS)]  # fmt: skip
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "kinds.ipynb").write_text(json.dumps(notebook))
    shutil.copy(NOTEBOOKS / f"{LESSON}.ipynb", lab.folder)
    yield lab
    lab.stop()


def answer(group: Locator, kind: str) -> None:
    """Answer a question, with whatever comes first."""
    match kind:
        case "choice" | "choices" | "predict":
            group.locator("input").first.check()
        case "match" | "classify" | "rate":
            for row in group.locator(".cq-row select").all():
                row.select_option(index=1)
        case "search":
            group.locator(".cq-found > button").first.click()
            group.locator(".cq-row select").first.select_option(index=1)
        case "sketch":
            group.get_by_role("slider").first.press("ArrowDown")
        case "weigh":
            for select in group.locator(".cq-weigh-row select").all()[:2]:
                select.select_option(index=1)
        case "order":
            group.get_by_role("button").nth(1).click()
        case "highlight":
            group.locator(".cq-words button").first.click()
        case "number":
            group.locator("input").first.fill("1050")
        case "date":
            group.locator("input").first.fill("2022")
        case "text" | "place":
            group.locator("input").first.fill("سرت")
        case "brief" | "reflect":
            group.locator("textarea").fill("التقيا.")


def unfold(root: Locator) -> None:
    """Show all that is hidden until somebody asks for it."""
    root.evaluate("""(one) => {
      one.querySelectorAll("details").forEach((more) => (more.open = true));
      one.querySelectorAll(".cq-hint-button[aria-expanded=false]").forEach((hint) => hint.click());
    }""")


def photograph(root: Locator, name: str) -> None:
    """Keep a picture where COURSE_PICTURES names a folder for them."""
    if os.environ.get("COURSE_PICTURES"):
        root.screenshot(path=Path(os.environ["COURSE_PICTURES"]) / f"{name}.png")


def english(root: Locator) -> dict[str, list[str]]:
    """Return the texts with English words in them."""
    found = {}
    for text in root.evaluate(TEXTS):
        rest = re.sub(r"\bprogress\.\w+\([^)]*\)|\bmy_work\S*|\b[\w-]+\.jsonl\b|[“\"]me[”\"]", " ", text)
        for name in NAMES:
            rest = rest.replace(name, " ")
        if text.strip() != learner.FIRST and (words := pseudo.PLAIN.findall(rest)):
            found[text] = words
    return found


def check_sides(page: Page, roots: list[Locator], name: str) -> None:
    """Check that each is written from right to left, and that none of its parts leaves it, on a laptop and a phone."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for number, root in enumerate(roots):
            root.scroll_into_view_if_needed()
            assert root.evaluate("one => getComputedStyle(one).direction") == "rtl"
            comes_to(page, lambda: root.evaluate(OUTSIDE), [])  # noqa: B023 (called here)
            comes_to(page, lambda: root.evaluate("one => one.scrollWidth > one.clientWidth"), False)  # noqa: B023
            photograph(root, f"{name}-{number}-{width}")


def test_all_that_a_learner_answers_with_has_no_plain_english_and_nothing_on_the_wrong_side(lab: Lab, page: Page):
    lab.come_to(page, "kinds")
    lab.wait_for_kernel(page)
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Shift+Enter")
    quiz = page.locator(".course-quiz").first
    quiz.scroll_into_view_if_needed(timeout=PATIENCE)
    assert quiz.get_attribute("lang") == pseudo.CODE
    check_starts(quiz)
    groups = quiz.locator("fieldset")
    expect(groups).to_have_count(len(samples.QUESTIONS))
    for group, kind in zip(groups.all(), samples.QUESTIONS, strict=True):
        assert f"cq-{kind}" in group.get_attribute("class")
        assert english(group) == {}, kind
        answer(group, kind)
        group.locator(".cq-check").click()
        expect(group.get_by_role("status").last).not_to_be_empty()
        unfold(group)
        assert english(group) == {}, kind
        photograph(group, kind)
    lab.run_all(page)  # now there is something to sum up
    for cell in page.locator(".jp-Cell").all():
        cell.scroll_into_view_if_needed(timeout=PATIENCE)
    roots = page.locator(".course-quiz, .course-view")
    expect(roots).to_have_count(len(CELLS) - 1)
    for root in roots.all():
        unfold(root)
        assert english(root) == {}
    check_sides(page, roots.all(), "kinds")
    axis = page.locator(".jp-RenderedVegaCommon5 .role-axis-label text")
    axis.first.scroll_into_view_if_needed(timeout=PATIENCE)
    named = axis.all_text_contents()
    assert any(pseudo.said("January") in one for one in named)
    assert pseudo.PLAIN.findall(" ".join(named)) == []
    photograph(page.locator(".jp-RenderedVegaCommon5"), "months")


def check_starts(quiz: Locator) -> None:
    """Check that what stands in one line begins on the right."""
    box, label = (quiz.locator(".cq-option").first.locator(one).bounding_box() for one in ("input", "label"))
    assert box["x"] >= label["x"] + label["width"] - 1
    up, down = (quiz.locator(".cq-items li").first.get_by_role("button").nth(n).bounding_box() for n in (0, 1))
    assert up["x"] > down["x"]


def test_the_page_around_a_lesson_has_no_plain_english(lab: Lab, page: Page):
    lab.come_to(page, LESSON)
    expect(bar(page)).to_have_text(pseudo.said("The lesson is starting …"))
    expect(bar(page)).to_be_empty()
    page.locator("a[href='#ev49']").first.click()
    note = page.get_by_label(pseudo.said("Record {id}").format(id="ev49"))
    page.get_by_role("button", name=pseudo.said("Lesson as it was")).click()
    check_sides(page, [page.locator(".course-bar"), note], "page")
    parts = page.locator(".course-bar, .course-code").or_(note.locator("summary, button")).all()
    assert len(parts) > 4
    assert [found for part in parts if (found := english(part))] == []
    page.get_by_role("button", name=pseudo.said("My workshop")).click()
    expect(page.locator(".jp-Notebook:visible .cm-line").first).to_contain_text("# [")
