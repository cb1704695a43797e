"""The lessons as pages on a phone: every question answered by touch, wrong and right, as Python grades it."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from samples import right, wrong

from course_utils import quiz, review, sources
from course_utils.answer_codes import VERDICTS
from course_utils.attempts import store
from course_utils.quiz.question import Question
from tests.browser.lab import NOTEBOOKS, comes_to
from tests.browser.live_site import Elsewhere, Site, hear_faults
from tests.browser.wcag import RULES

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
PHONE = {"width": 360, "height": 740}
SMALL = """() => [...document.querySelectorAll(".page-answered :is(button, select, textarea, input, summary)")]
  .map((node) => node.matches("[type=radio], [type=checkbox]") ? node.closest(".cq-option") : node)
  .filter((node) => node.checkVisibility() && (node.offsetHeight < 44 || node.offsetWidth < 44))
  .map((node) => node.outerHTML.slice(0, 200))"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
LINES = "async () => (await (await import('./attempts.js')).Attempts.open()).lines"

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser: Browser, elsewhere: Elsewhere):
    with browser.new_context(proxy=elsewhere.proxy, viewport=PHONE, has_touch=True, is_mobile=True) as context:
        faults = hear_faults(context)
        yield context.new_page()
    assert faults == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_question_of_a_page_is_answered_by_touch_as_python_grades_it(site: Site, phone: Page, lesson: str):
    phone.goto(f"{site.address}/{lesson}.html")
    expect(phone.locator("section[data-quiz]")).to_have_count(0)
    if phone.locator(f"[data-quiz='{lesson}/recall']").count():
        shown = phone.locator(f"[data-quiz='{lesson}/recall'] .cq-asked")
        expect(shown).to_have_text([question.text for question in review.due(lesson)])
    expect(phone.locator("details[data-after][open]")).to_have_count(0)
    names = phone.locator(".page-answered").evaluate_all("all => all.map((one) => one.dataset.quiz)")
    for name in (one for one in names if not one.endswith("/recall")):
        asked = quiz.show(name)
        drawn = phone.locator(f"[data-quiz='{name}'] .cq-question")
        expect(drawn).to_have_count(len(asked.questions))
        for number, question in enumerate(asked.questions):
            for response in (*(wrong(question)[:1] if question.graded else ()), right(question)):
                written = isinstance(response, int | float)  # a page has no other numbers than written ones
                expect_as_in_python(asked, question, drawn.nth(number), str(response) if written else response)
            expect(drawn.nth(number).locator(".cq-deciding")).to_have_count(1 if question.deciding else 0)
            if question.deciding and not asked.silent:
                drawn.nth(number).get_by_label("Which words decide it?").fill("these")
                drawn.nth(number).get_by_role("button", name="Keep these words").tap()
                expect(drawn.nth(number).get_by_text(asked.say_words(question.id, "these"))).to_be_visible()
    expect(phone.locator("details[data-after]:not([open])")).to_have_count(0)
    assert phone.evaluate(SMALL) == []
    assert phone.evaluate(WIDE) <= 0
    assert [told(json.loads(line)) for line in phone.evaluate(LINES)] == [
        told(vars(attempt)) for attempt in store.read().attempts
    ]


def expect_as_in_python(asked: quiz.Quiz, question: Question, group: Locator, response: object) -> None:
    """Expect that a page says of an answer, and shows after it, what Python does."""
    feedback = asked.answer(question.id, response, hint=False)
    give(group, question, question.by_id(response))
    group.locator(".cq-check").tap()
    status = group.locator(".cq-result")
    expect(status.locator(".cq-lead")).to_contain_text(VERDICTS[feedback.verdict])
    expect(status.locator(".cq-lead")).to_contain_text(feedback.text)
    if feedback.key:
        expect(group.locator(".cq-key li")).to_have_text([f"{what} {why}".strip() for what, why, _ in feedback.key])
    elif feedback.parts:
        parts = status.locator("> ul > li")
        expect(parts).to_have_text([f"{what} {why}".strip() for what, why in feedback.parts])
    marked, marks = (
        group.locator("[data-part][data-mark]"),
        "all => all.map((one) => [one.dataset.part, one.dataset.mark])",
    )
    comes_to(group.page, lambda: dict(marked.evaluate_all(marks)), dict(feedback.marks))


def told(line: dict) -> dict:
    """Return of an attempt what does not depend on when and where it was made."""
    return {name: value for name, value in line.items() if name not in ("id", "time", "seconds")}


def give(group: Locator, question: Question, response: object) -> None:
    """Put an answer, in ids, into the control of a question by touch."""
    if question.grounds:
        give(group, question.first, response["answer"])
        group.locator(f"[data-part='ground/{response['ground']}'] label").tap()
        return
    match question.kind:
        case "predict" | "choice" if response in [one.name for one in question.options]:
            group.locator(f"[data-part='{response}'] label").tap()
        case "choices":
            for row in group.locator(".cq-option:has([type='checkbox'])").all():
                if row.locator("input").is_checked() != (row.get_attribute("data-part") in response):
                    row.locator("label").tap()
        case "match" | "classify" | "rate":
            for row, given in response.items():
                group.locator(f"[data-row='{row}']").select_option(given)
        case "search":
            for row, given in response.items():
                found = group.locator(".cq-found").nth([one.name for one in question.rows()].index(row))
                if not found.locator("select").is_visible():
                    found.locator("> button").tap()
                found.locator("select").select_option(given)
        case "order":
            rows = group.locator(".cq-items li")
            for place, item in enumerate(response):
                ids = rows.evaluate_all("all => all.map((one) => one.dataset.part)")
                for _ in range(ids.index(item) - place):
                    group.locator(f".cq-items [data-part='{item}'] button[value='-1']").tap()
        case "highlight":
            for word in group.locator(".cq-words button").all():
                if (word.get_attribute("aria-pressed") == "true") != (int(word.get_attribute("data-part")) in response):
                    word.tap()
        case "weigh":
            for piece, laid in response.items():
                box = group.locator(".cq-piece").nth([one.name for one in question.evidence].index(piece))
                for explanation, stance in laid.items():
                    for select, value in zip(box.locator("select").all(), (explanation, stance), strict=False):
                        select.select_option(value)
        case "sketch":
            for (date, value), slider in zip(response.items(), group.get_by_role("slider").all(), strict=True):
                assert date in question.dates
                slider.fill(str(value))
        case "place" if not isinstance(response, str):
            pytest.fail("only named here")
        case _:
            group.locator("input[type='text'], textarea").first.fill(str(response))


def test_what_is_asked_for_laid_and_guessed_on_a_page_is_there_again(site: Site, phone: Page):
    lesson = "09-what-happened-next"
    phone.goto(f"{site.address}/{lesson}.html")
    [guess] = quiz.show(f"{lesson}/predict").questions
    give(asked := phone.locator(f"[data-quiz='{lesson}/predict'] .cq-question"), guess, guess.options[1].name)
    asked.locator(".cq-check").tap()
    [board] = quiz.show(f"{lesson}/board").questions
    give(laid := phone.locator(f"[data-quiz='{lesson}/board'] .cq-question"), board, board.by_id(right(board)))
    laid.locator(".cq-check").tap()
    first = phone.locator(f"[data-quiz='{lesson}/check'] .cq-question").first
    first.locator(".cq-fault-button").tap()
    first.get_by_label("What is wrong with this question?").fill("It was in June.")
    first.get_by_role("button", name="Keep this line").tap()
    expect(first.get_by_text("Kept. It goes into the file that you hand in.")).to_be_visible()
    first.locator(".cq-hint-button").tap()
    first.get_by_role("button", name="Show the answer").tap()
    for _ in ("at once", "again"):
        expect(first.locator(".cq-result")).to_contain_text(VERDICTS["given-up"])
        expect(first.locator(".cq-key li").first).to_be_visible()
        expect(phone.locator(".page-guesses td", has_text=guess.options[1].text)).to_be_visible()
        expect(phone.locator(".page-board .bd-1 li").first).to_contain_text(board.evidence[0].text)
        phone.reload()
    last = json.loads(phone.evaluate(LINES)[-1])
    phone.goto(f"{site.address}/11-another-week.html")
    row = phone.locator(".page-progress tr", has_text="09 What happened next")
    expect(row).to_contain_text("3 of")
    expect(row.get_by_role("cell").nth(1)).to_have_text("0 of 1")
    assert (last["verdict"], last["score"], last["response"], last["hint"]) == ("given-up", 0, None, True)


def test_what_is_laid_on_a_page_is_taken_into_a_statement_on_another(site: Site, phone: Page):
    lesson = "09-what-happened-next"
    phone.goto(f"{site.address}/10-capstone.html")
    side = phone.locator("fieldset.cq-brief .cq-board")
    expect(side).to_contain_text("Nothing lies on your board yet. You fill it in the lessons, at “Your board”: 03, 04")
    phone.goto(f"{site.address}/{lesson}.html")
    [board] = quiz.show(f"{lesson}/board").questions
    laid = phone.locator(f"[data-quiz='{lesson}/board'] .cq-question")
    give(laid, board, {"ev50": {"groups": "strongly-for"}, "ev-budget-2026": {"money": "against"}})
    laid.locator(".cq-check").tap()
    expect(laid.locator(".cq-lead")).to_contain_text(board.saved)

    phone.goto(f"{site.address}/10-capstone.html")
    money = side.locator("details", has_text="Money: oil, budget, salaries (1)")
    money.locator("summary").tap()
    expect(money.get_by_role("list", name="Against (1)")).to_contain_text("(lesson 09)")
    money.get_by_role("button", name="Put [ev-budget-2026] into your line").tap()
    expect(phone.locator("fieldset.cq-brief textarea")).to_have_value("[ev-budget-2026]")
    groups = side.locator("details", has_text="Armed groups on the ground (1)")
    groups.locator("summary").tap()
    expect(groups.get_by_role("list", name="For (1)")).to_contain_text("(lesson 09; strong)")
    assert phone.evaluate(SMALL) == []
    assert phone.evaluate(WIDE) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_of_the_desk_is_dark_where_the_page_is(site: Site, phone: Page, scheme: str):
    phone.emulate_media(color_scheme=scheme)
    phone.goto(f"{site.address}/10-capstone.html")
    turned = re.compile(rf"^invert\({int(scheme == 'dark')}\)")
    expect(phone.locator(".cq-places")).to_have_css("filter", turned)


def test_what_is_wrong_with_a_record_of_a_page_is_kept_as_python_keeps_it(site: Site, phone: Page):
    """Folded with its record, then by touch: the same line as Python's, handed in with the answers."""
    phone.emulate_media(color_scheme="dark")
    phone.goto(f"{site.address}/02-where-it-happened.html")
    record = phone.locator(".course-view li[id='ev49']")
    expect(record.locator(".course-fault")).to_have_count(1)
    expect(record.get_by_role("button")).to_have_count(0)
    record.locator("summary").tap()
    record.get_by_role("button", name="Something is wrong here").tap()
    field = record.get_by_label("What is wrong with record ev49?")
    expect(field).to_be_focused()
    keep = record.get_by_role("button", name="Keep this line")
    keep.tap()
    expect(record.get_by_role("status")).to_have_text(sources.say_fault("ev49", " "))
    assert phone.evaluate(SMALL.replace(".page-answered", ".course-fault")) == []
    assert phone.evaluate(WIDE) <= 0
    field.fill(" It was in June. ")
    keep.tap()
    expect(record.get_by_role("status")).to_have_text(sources.say_fault("ev49", "It was in June."))
    found = Axe().run(phone, context={"include": [[".course-view li[id='ev49']"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    [made] = [told(json.loads(line)) for line in phone.evaluate(LINES)]
    assert made == told(vars(store.read().attempts[0]))
    phone.get_by_role("button", name="Make my file to hand in").tap()
    with phone.expect_download() as saved:
        phone.get_by_role("link", name="Save hand-in-me.jsonl").tap()
    _, line = saved.value.path().read_text("utf-8").splitlines()
    assert told(json.loads(line)) == made


# A finger touches what is shown: until it is, a browser takes it for one that scrolls.
SHOWN = "await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))"
BETWEEN = f"""async (one, other) => {{
  const [from, to] = [one, other].map((node) => node.getBoundingClientRect());
  scrollBy({{ top: (from.top + from.bottom + to.top + to.bottom) / 4 - innerHeight / 2, behavior: "instant" }});
  {SHOWN};
}}"""


def test_who_is_writing_when_the_answers_come_loses_neither_word_nor_place(site: Site, phone: Page):
    held = []
    phone.route("**/answers.js", lambda route: held.append(route))  # what reads the learner's answers comes late
    phone.goto(f"{site.address}/01-the-article.html")
    area = phone.locator(".cq-question textarea").first
    area.fill("Half a thought")
    tile, row = phone.locator(".cq-match .cq-tile").first, phone.locator(".cq-match .cq-row").first
    assert set(phone.locator(".cq-count").all_inner_texts()) == {""}
    area.press("End")
    for route in held:
        route.continue_()
    expect(phone.locator(".cq-count").first).not_to_be_empty()
    phone.keyboard.type(", and more")
    expect(area).to_have_value("Half a thought, and more")
    drag(phone, "touch", tile.locator(".cq-handle"), row)
    expect(row.locator("select")).to_have_value(tile.get_attribute("data-choice"))


class Finger:
    """A finger on the screen: Playwright's own only taps."""

    def __init__(self, page: Page):
        self.session = page.context.new_cdp_session(page)

    def move(self, kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def drag(page: Page, how: str, held: Locator, to: Locator) -> None:
    """Drag something onto the middle of another, with a mouse or a finger."""
    held.evaluate(BETWEEN, to.element_handle())  # away from the edges, where the page would go on
    start, end = held.bounding_box(), to.bounding_box()
    first = (start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    last = (end["x"] + end["width"] / 2, end["y"] + end["height"] / 2)
    between = [tuple(a + (b - a) * n / 4 for a, b in zip(first, last, strict=True)) for n in range(1, 5)]
    if how == "mouse":
        page.mouse.move(*first)
        page.mouse.down()
        for point in between:
            page.mouse.move(*point)
        page.mouse.up()
        return
    finger = Finger(page)
    finger.move("touchStart", *first)
    for point in between:
        finger.move("touchMove", *point)
    finger.move("touchEnd")


@pytest.mark.parametrize("how", ["mouse", "touch"])
def test_rows_are_filled_by_dragging_wrong_and_right(site: Site, phone: Page, how: str):
    name = "01-the-article/check"
    phone.goto(f"{site.address}/01-the-article.html")
    expect(phone.locator(f"[data-quiz='{name}'] .cq-count")).not_to_be_empty()
    asked = quiz.show(name)
    drawn = phone.locator(f"[data-quiz='{name}'] .cq-question")
    for number, question in enumerate(asked.questions):
        if question.kind not in ("match", "classify"):
            continue
        group = drawn.nth(number)
        for response in (wrong(question)[0], right(question)):
            feedback = asked.answer(question.id, response, hint=False)
            for row, given in question.by_id(response).items():
                tile = group.locator(f"[data-choice='{given}']")
                held = group.locator(f"[data-row='{row}']")
                drag(phone, how, tile.locator(".cq-handle"), group.locator(f".cq-row[data-part='{row}']"))
                expect(held).to_have_value(given)
            expect(group.locator(".cq-lead")).to_have_count(0)  # no verdict stands on another answer
            group.locator(".cq-check").press("Enter")
            expect(group.locator(".cq-lead")).to_contain_text(feedback.text)
            expect(group.locator(".cq-row[data-mark='wrong']")).to_have_count(
                sum(mark == "wrong" for _, mark in feedback.marks)
            )
        # Beside the rows nothing is given.
        tile = group.locator(".cq-tile").last
        drag(phone, how, tile.locator(".cq-handle"), group.locator("legend"))
        expect(group.locator(".cq-lead")).to_contain_text(feedback.text)
        expect(tile).not_to_have_class("cq-held")
    assert phone.evaluate(WIDE) <= 0


def test_a_page_goes_on_while_something_is_held_at_its_edge(site: Site, phone: Page):
    phone.set_viewport_size({"width": 360, "height": 420})
    phone.goto(f"{site.address}/01-the-article.html")
    check = phone.locator("[data-quiz='01-the-article/check']")
    expect(check.locator(".cq-count")).not_to_be_empty()
    group = check.locator(".cq-classify")
    tile, row = group.locator(".cq-tile").first, group.locator(".cq-row").last
    group.evaluate(f"async (node) => {{ node.scrollIntoView({{ block: 'start' }}); {SHOWN}; }}")
    expect(row).not_to_be_in_viewport()
    start = tile.locator(".cq-handle").bounding_box()
    finger = Finger(phone)
    finger.move("touchStart", start["x"] + 10, start["y"] + 10)
    finger.move("touchMove", start["x"] + 10, 300)
    expect(tile).to_contain_class("cq-held")
    finger.move("touchMove", start["x"] + 10, 410)
    expect(row).to_be_in_viewport(ratio=1)
    finger.move("touchMove", start["x"] + 10, 300)
    end = row.bounding_box()
    finger.move("touchMove", start["x"] + 10, end["y"] + 10)
    finger.move("touchEnd")
    expect(row.locator("select")).to_have_value(tile.get_attribute("data-choice"))
