"""Minutes of senseless keys, clicks, reloads and restarts in two tabs: nothing is lost, wrong or broken.

COURSE_SOAK and COURSE_SEED say for how many seconds and in which order.
"""

import json
import os
import random
import time

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from course_utils.course_folder import HOME
from course_utils.quiz import bank
from tests.browser.lab import CELLS, KERNEL, NOTEBOOKS, PATIENCE, TOKEN, Lab, bar
from tests.browser.live_site import hear_faults

pytestmark = [pytest.mark.browser, pytest.mark.long]

LESSONS = ["02-where-it-happened", "04-who-is-who"]  # one with the map to choose on, one with the board
SECONDS = int(os.environ.get("COURSE_SOAK", "300"))
KEYS = [
    *"abcdmrxyz01i ",
    *("Enter", "Escape", "Tab", "Shift+Tab", "ArrowUp", "ArrowDown", "PageDown", "Home", "End"),
    *("Backspace", "Delete", "Shift+Enter", "Control+Enter", "Control+z"),
]
HERE = ".course-lesson:not(.lm-mod-hidden)"
TOUCHED = ":is(button, input, select, textarea, summary, .cm-content, p, .jp-RenderedMarkdown h2):visible"
SAID = """() => [...document.querySelectorAll('.cq-question:has(input:checked):has(.cq-result[data-verdict])')].map(
    (node) => [
        node.querySelector('.cq-asked').textContent,
        [...node.querySelectorAll('input:checked')].map((input) => input.value),
        node.querySelector('.cq-result').dataset.verdict,
    ],
)"""
LATE = "Comm not found"  # JupyterLab's own line on a word to a widget that a restart has just replaced
BROKEN = ["Traceback (most recent call last)", "Error displaying widget", "model not found"]
JUDGED = {one.text: one for one in bank.every().values() if one.kind in ("choice", "choices") and not one.grounds}


@pytest.fixture
def lab(tmp_path):
    lab = Lab(tmp_path)
    lab.start_afresh()
    yield lab
    lab.stop()


@pytest.fixture
def tabs(browser):
    """Two tabs of one browser, and what went wrong in them."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(5000)  # what a menu covers is left, so that the time holds
        context.set_default_navigation_timeout(PATIENCE)
        context.on("dialog", lambda dialog: dialog.accept())
        yield [context.new_page(), context.new_page()], hear_faults(context)


class Hands:
    """What rough hands do in a tab; each step is drawn by chance, and what was typed is looked for after it."""

    def __init__(self, lab: Lab, page: Page, chance: random.Random):
        self.lab, self.page, self.chance = lab, page, chance

    def things(self, which: str) -> Locator:
        things = self.page.locator(f"{HERE} {which}").all()
        if not things:  # a key has opened something else
            self.opens()
            things = self.page.locator(f"{HERE} {which}").all()
        if not things:  # the lesson has not run yet
            raise Error(f"there is no {which}")
        return self.chance.choice(things)

    def opens(self) -> None:
        self.lab.come_to(self.page, self.chance.choice(LESSONS))

    def keys(self) -> None:
        for key in self.chance.choices(KEYS, k=12):
            self.page.keyboard.press(key)

    def clicks(self) -> None:
        thing = self.things(TOUCHED)
        if thing.inner_text(timeout=1000) == "My workshop":
            return
        (thing.dblclick if self.chance.random() < 0.3 else thing.click)(timeout=1000)

    def answers(self) -> None:
        self.things(".cq-question input:visible").check(timeout=1000)
        if self.chance.random() < 0.7:
            self.page.locator(f"{HERE} .cq-question:has(:checked) .cq-check").first.click(timeout=1000)

    def chooses(self) -> None:
        menu = self.things("section.course-quiz select:visible")
        menu.select_option(index=self.chance.randrange(menu.locator("option").count()), timeout=1000)

    def looks_around(self) -> None:
        self.things(".course-rail-parts li button:visible").click(timeout=1000)

    def deletes(self) -> None:
        before = self.page.evaluate(f"{CELLS}.map(cell => cell.id)")
        self.things(".jp-Cell p:visible").click(timeout=1000)
        for key in ("Escape", "d", "d", "x"):
            self.page.keyboard.press(key)
        assert self.page.evaluate(f"{CELLS}.map(cell => cell.id)") == before

    def runs_alone(self) -> None:
        self.things(".jp-CodeCell:visible").click(timeout=1000, position={"x": 2, "y": 2})
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+Enter")

    def reloads(self) -> None:
        self.page.reload()
        self.lab.wait_for_words(self.page)
        if self.chance.random() < 0.5:
            self.lab.wait_until_alive(self.page)

    def writes(self) -> None:
        """Write a thought while Python hears it, and find it again after a reload."""
        self.opens()
        self.lab.wait_until_alive(self.page)
        thought = self.page.locator(f"{HERE} .cq-question textarea")
        thought.first.wait_for(timeout=PATIENCE)
        at = self.chance.randrange(thought.count())
        words = f"thought {self.chance.random()}"
        thought.nth(at).fill(words)
        thought.nth(at).blur()
        if self.chance.random() < 0.5:
            self.restarts()
        self.page.reload()
        self.lab.wait_for_words(self.page)
        self.lab.wait_until_alive(self.page)
        expect(thought.nth(at)).to_have_value(words)

    def goes_home(self) -> None:
        self.page.goto(f"http://127.0.0.1:{self.lab.port}/doc/tree/{HOME}?token={TOKEN}")
        expect(self.page.locator(".course-home h1")).to_be_visible()
        link = self.page.locator(".course-home .ch-lesson").nth(self.chance.choice([2, 4]))
        link.click(timeout=PATIENCE)
        self.lab.wait_for_words(self.page)

    def gives_way(self) -> None:
        """Let somebody else learn here, as the list of names in lesson 00 does."""
        name = self.chance.choice(["Amal", "Basma"])
        code = f"from course_utils.attempts import learner; learner.switch('{name}')"
        said = f"code => {KERNEL}.requestExecute({{ code }}).done.then(({{ content }}) => content.status)"
        assert self.page.evaluate(said, code) == "ok"

    def loses_python(self) -> None:
        self.lab.end_kernels()

    def restarts(self) -> None:
        self.lab.menu(self.page, "Kernel", "Restart Kernel…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click(timeout=5000)


ACTS = {
    **{Hands.keys: 10, Hands.clicks: 14, Hands.answers: 8, Hands.chooses: 8, Hands.looks_around: 3, Hands.deletes: 3},
    **{Hands.runs_alone: 3, Hands.reloads: 1, Hands.restarts: 1, Hands.loses_python: 1, Hands.gives_way: 1},
    **{Hands.writes: 1, Hands.goes_home: 1},
}


def wrong(page: Page) -> list[str]:
    """Return what a tab shows that no learner should see: a verdict on another answer, a traceback, a lost widget."""
    shown = page.locator("body").inner_text()
    found = [shown[max(0, at - 200) : at + 1500] for words in BROKEN if (at := shown.find(words)) >= 0]
    for text, chosen, verdict in page.evaluate(SAID):
        question = JUDGED.get(text)
        if question and verdict in ("right", "wrong", "partly"):
            response = chosen if question.kind == "choices" else chosen[0]
            if (due := question.judge(response).verdict) != verdict:
                found.append(f"{text}: {chosen} is said to be {verdict}, and is {due}")
    return found


def test_lessons_in_rough_hands_stay_whole_and_say_no_error(lab: Lab, tabs):
    pages, faults = tabs
    seed = int(os.environ.get("COURSE_SEED", time.time()))
    chance = random.Random(seed)
    hands = [Hands(lab, page, chance) for page in pages]
    for one, lesson in zip(hands, LESSONS, strict=True):
        lab.open(one.page, lesson)
    end = time.monotonic() + SECONDS
    done, found = [], []
    while time.monotonic() < end and not found:
        one = chance.choices(hands, weights=[4, 1])[0]
        (act,) = chance.choices(list(ACTS), weights=list(ACTS.values()))
        before = len(faults)
        one.page.bring_to_front()
        try:
            act(one)
            done.append(act.__name__)
        except Error as error:  # what was to be clicked has gone meanwhile, or stands behind a menu
            done.append(f"{act.__name__}: {str(error).splitlines()[0]}")
            one.page.keyboard.press("Escape")
        found = [fault for fault in faults[before:] if not fault.startswith(LATE)] + wrong(one.page)
    assert not found, f"seed {seed}, after {len(done)} steps: {done[-8:]}"
    for one, lesson in zip(hands, LESSONS, strict=True):
        one.page.goto("about:blank")
        lab.open(one.page, lesson)
        one.page.get_by_role("button", name="Lesson as it was").click()
        one.page.get_by_role("button", name="Put it back").click()
        lab.wait_until_alive(one.page)
        expect(one.page.locator(".course-quiz").first).to_be_visible()
        expect(bar(one.page)).not_to_contain_text("could not")
        back, there = (
            json.loads((folder / f"{lesson}.ipynb").read_text("utf-8"))["cells"] for folder in (lab.folder, NOTEBOOKS)
        )
        assert [cell["id"] for cell in back] == [cell["id"] for cell in there]
        assert wrong(one.page) == []
