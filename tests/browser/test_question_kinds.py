"""Each kind of question in a real JupyterLab: answered by keyboard alone, named for a screen reader, never lost."""

import json
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from course_utils.quiz.formats import table
from tests import samples
from tests.as_toml import toml
from tests.browser.lab import PATIENCE, Lab, comes_to
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("kinds"))
    lab.start_afresh()
    followed = replace(samples.TWO_STEPS["choice"], deciding="“In July”: the day decides.")
    steps = [toml(table(one)) for one in (followed, samples.TWO_STEPS["match"])]
    desk = samples.TOML.replace('kind = "brief"', 'kind = "brief"\ndesk = true')
    texts = {"kinds": samples.TOML, "steps": f"questions = [{', '.join(steps)}]", "desk": desk}
    for name, text in texts.items():
        (lab.folder / f"{name}.toml").write_text(text, "utf-8")
        cell = {
            "cell_type": "code",
            "execution_count": None,
            "id": "a",
            "metadata": {},
            "outputs": [],
            "source": f'from course_utils import quiz\nquiz.load("{name}.toml")',
        }
        kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (lab.folder / f"{name}.ipynb").write_text(json.dumps(notebook))
    yield lab
    lab.stop()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus: nothing may hold the focus back."""
    for _ in range(40):
        if target.evaluate("(node) => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with Tab")


def answer(page: Page, group: Locator, kind: str) -> None:
    """Answer a question rightly, with keys only, starting at its first control."""
    first = group.locator("input, button, select, textarea").first
    first.focus()
    match kind:
        case "choice":
            press(page, "Space")
        case "choices":
            press(page, "Space", "Tab", "Tab", "Space")
        case "order":
            for wanted in ("2020", "2014", "2011"):
                for _ in range(2):
                    group.get_by_role("button", name=f"Move up: {wanted}").focus()
                    press(page, "Enter")
        case "match":
            first.press("t")
            tab_to(page, group.get_by_role("combobox").nth(1))
            group.get_by_role("combobox").nth(1).press("t")
            press(page, "t")
        case "rate":
            first.press("s")
            press(page, "Tab", "p")
        case "classify":
            first.press("f")
            press(page, "Tab", "j")
        case "search":
            for title in ("First meeting in Sirte", "Talks in Cairo"):
                tab_to(page, group.get_by_role("button", name=f"Open: {title}"))
                press(page, "Enter", "Tab", "a")
            expect(group.get_by_role("button", name="Open: Military leaders meet")).to_be_disabled()
        case "number":
            page.keyboard.type("1,050 km")
        case "date":
            page.keyboard.type("July 2022")
        case "text":
            page.keyboard.type("حفتر")
        case "place":
            page.keyboard.type("Sirte")
        case "highlight":
            tab_to(page, group.get_by_role("button", name="putschist"))
            press(page, "Space")
        case "predict":
            press(page, "Space")
        case "brief":
            page.keyboard.type("They met in Tripoli. [ev49]")
        case "reflect":
            page.keyboard.type("I would look for the statement.")
        case "sketch":
            press(page, "ArrowDown", "Tab", "End")
        case "weigh":
            first.press("b")
            press(page, "Tab", "s")


def test_every_kind_by_keyboard_alone_with_a_name_and_a_result_that_stays(lab: Lab, page: Page):
    lab.open(page, "kinds")
    lab.run_all(page)
    quiz = page.locator(".course-quiz")
    quiz.scroll_into_view_if_needed(timeout=PATIENCE)
    cells = page.locator(".jp-Cell").count()
    for kind, question in samples.QUESTIONS.items():
        group = quiz.get_by_role("group", name=question.text).first
        status = group.get_by_role("status").last
        status.evaluate("(node) => (node.dataset.mine = 'same node')")
        answer(page, group, kind)
        button = group.get_by_role("button", name="my answer")
        tab_to(page, button)
        press(page, "Enter")
        expect(status).to_contain_text("Right." if question.graded else "Saved.")
        expect(button).to_be_focused()
        expect(group.get_by_role("group", name="The answer, and why")).to_be_visible(visible=question.graded)
        assert status.evaluate("(node) => node.dataset.mine") == "same node", kind
        assert page.locator(".jp-Cell").count() == cells
    # A text of one's own: two samples are told apart, then it is placed.
    text = page.locator("fieldset.cq-reflect")
    level = text.get_by_role("radio", name="It names a sentence.")
    expect(level).to_be_hidden()
    tab_to(page, text.get_by_role("button", name="Show which is better, and why"))
    press(page, "Enter")
    expect(text).to_contain_text("is better. The second says what to look for.")
    level.focus()
    press(page, "Space")
    tab_to(page, text.get_by_role("button", name="Place it here"))
    press(page, "Enter")
    expect(text).to_contain_text("Kept. You can place it anew")
    assert ("x-reflect/level", "middling") in [(one["question"], one["response"]) for one in lab.attempts()]
    stored = {attempt["kind"]: attempt["verdict"] for attempt in lab.attempts()}
    assert stored == {kind: "right" if one.graded else "stored" for kind, one in samples.QUESTIONS.items()}
    found = Axe().run(page, context={"include": [[".course-quiz"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


def hold(page: Page, handle: Locator, to: Locator, down: bool) -> None:
    """Drag something by its handle to the upper or lower edge of another, and let go of it there."""
    start, end = handle.bounding_box(), to.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + (end["height"] - 4 if down else 4), steps=3)
    page.mouse.up()


def test_a_line_drawn_by_keys_and_by_hand_is_kept_and_lies_over_the_numbers_after_a_restart(lab: Lab, page: Page):
    lab.start_afresh()
    lab.open_quiz(page, "kinds")
    group = page.locator("fieldset.cq-sketch")
    sliders = group.get_by_role("slider")
    expect(sliders).to_have_count(2)
    first, second = sliders.nth(0), sliders.nth(1)
    expect(first).to_have_accessible_name("2011")
    group.get_by_role("button", name="Save my answer").press("Enter")
    expect(group.locator(".cq-lead")).to_contain_text("Nothing is answered yet.")
    assert not lab.attempts()
    first.focus()
    press(page, "Home", "ArrowRight", "ArrowRight", "ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "300 thousand barrels a day")
    point = group.locator(".cq-sketch-hold").last
    point.scroll_into_view_if_needed()
    held = point.bounding_box()
    plot = group.locator(".cq-sketch-grid").last.bounding_box()  # the line of the highest number
    page.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    page.mouse.down()
    page.mouse.move(held["x"] + held["width"] / 2, plot["y"] + 1, steps=4)
    page.mouse.up()
    expect(second).to_have_value("2000")
    expect(group.locator(".cq-sketch-numbers line")).to_have_count(0)
    group.get_by_role("button", name="Save my answer").press("Enter")
    for again in (False, True):
        if again:
            lab.open_quiz(page, "kinds")
        furthest = "You were furthest off for 2012: you guessed 2,000, and the number is 1,498.5."
        expect(group.locator(".cq-lead")).to_contain_text(f"Your guess is saved. {furthest}")
        expect(group.locator(".cq-lead")).to_contain_text("Next comes 2011: you guessed 300, and the number is 507.5.")
        expect(group.locator(".cq-sketch-numbers line")).to_have_count(2)
        expect(group.locator(".cq-sketch-guess line")).to_have_count(2)
        expect(sliders).to_have_count(0)
        group.get_by_text("Your guess and the numbers as a table").press("Enter")
        cells = group.get_by_role("row", name="2011").get_by_role("cell")
        expect(cells).to_have_text(["300", "507.5", "516.0 with natural gas liquids."])
        group.get_by_text("What this rests on").press("Enter")
        expect(group.locator(".cq-result li").first).to_contain_text("BP")
    [kept] = lab.attempts()
    assert (kept["kind"], kept["response"], kept["score"]) == ("sketch", {"2011": 300, "2012": 2000}, None)


def test_what_was_chosen_is_marked_until_it_changes_and_the_answer_stands_there_when_it_is_asked_for(
    lab: Lab, page: Page
):
    lab.start_afresh()
    lab.open_quiz(page, "kinds")
    groups = {kind: page.locator(f"fieldset.cq-{kind}") for kind in samples.QUESTIONS}
    check = {kind: group.get_by_role("button", name="Check my answer") for kind, group in groups.items()}
    verdict = {kind: group.locator(".cq-lead") for kind, group in groups.items()}

    # One of several: the mark is words, goes with the verdict, and Next leads on.
    choice, sirte = groups["choice"], groups["choice"].get_by_role("radio", name="In Sirte")
    before = sirte.bounding_box()["x"]
    sirte.check()
    press(page, "Enter")
    expect(verdict["choice"]).to_contain_text("Not yet right.")
    expect(sirte).to_be_focused()
    expect(sirte).to_have_accessible_description("not right")
    option, sign = boxes(choice, ".cq-option[data-mark] label", ".cq-mark")
    assert 0 < sign["x"] - option["x"] - option["width"] < 20, "the sign stands beside its option"
    assert abs(sign["y"] - option["y"]) < 2 and sirte.bounding_box()["x"] == before, "and nothing has moved"
    choice.get_by_role("radio", name="In Tripoli").check()
    expect(verdict["choice"]).to_have_count(0)
    expect(choice.locator(".cq-mark")).to_have_count(0)
    choice.get_by_role("button", name="Next question").press("Enter")
    expect(groups["choices"]).to_be_focused()
    expect(groups["choices"]).to_be_in_viewport()

    # All that hold: what was left out is marked only when the answer is asked for.
    choices = groups["choices"]
    for name in ("A", "B"):
        choices.get_by_role("checkbox", name=name, exact=True).check()
    check["choices"].press("Enter")
    expect(choices.locator(".cq-mark")).to_have_text(["✓ right", "✗ not right"])
    expect(choices.get_by_text("The answer, and why")).to_be_hidden()
    choices.get_by_role("button", name="Show the answer").press("Enter")
    key = choices.get_by_role("group", name="The answer, and why")
    expect(key).to_be_focused()
    expect(key.get_by_role("listitem")).to_have_text(
        ["Right: A. A holds.", "Not right: B. B does not.", "Right: C. C holds."]
    )
    expect(verdict["choices"]).to_contain_text("Given up.")
    expect(choices.get_by_role("checkbox", name="C", exact=True)).to_have_accessible_description("right, not chosen")
    expect(choices.get_by_role("button", name="Show the answer")).to_be_hidden()

    # In order: dragged, told how many stand right, and nothing of where the others belong.
    order, wanted = groups["order"], ["2011", "2014", "2020"]
    items = order.locator(".cq-items li")
    order.scroll_into_view_if_needed()
    for down, end in ((False, items.first), (True, items.last)):
        for year in wanted:
            hold(page, order.locator(f'li[data-part="{year}"] .cq-handle'), end, down)
            expect(end.locator(".cq-item-words")).to_have_text(year)
    check["order"].press("Enter")
    expect(verdict["order"]).to_contain_text("Right. Every item is in its place.")
    hold(page, order.locator(".cq-handle").first, order.locator(".cq-items li").last, True)
    expect(verdict["order"]).to_have_count(0)
    check["order"].press("Enter")
    expect(verdict["order"]).to_contain_text("0 of 3 stand in their place.")
    expect(order.locator(".cq-mark")).to_have_text(["✗ not right"] * 3)

    # Pairs and words.
    match, rows = groups["match"], groups["match"].get_by_role("combobox")
    match.evaluate("node => node.scrollIntoView({ block: 'center' })")
    generals = match.locator(".cq-tile", has_text="the generals").locator(".cq-handle")
    for row in (0, 1):
        hold(page, generals, match.locator(".cq-row").nth(row), False)
    assert [row.locator("option:checked").inner_text() for row in match.locator(".cq-row select").all()] == [
        "the generals"
    ] * 2
    check["match"].press("Enter")
    expect(match.locator(".cq-mark")).to_have_text(["✓ right", "✗ not right"])
    expect(rows.nth(1)).to_have_accessible_description("not right")
    for word in ("Gen.", "putschist"):
        groups["highlight"].get_by_role("button", name=word).first.click()
    check["highlight"].press("Enter")
    expect(groups["highlight"].get_by_role("button", name="putschist right")).to_be_visible()
    expect(groups["highlight"].locator('[data-mark="wrong"]')).to_have_count(1)

    # On a phone nothing leaves the question, and all of it is written in one size.
    page.set_viewport_size({"width": 390, "height": 844})
    quiz = page.locator(".course-quiz")
    comes_to(page, lambda: quiz.evaluate("one => one.scrollWidth - one.clientWidth"), 0)
    sizes = (
        "one => [...one.querySelectorAll('p, label, li, button, select')].map(each => getComputedStyle(each).fontSize)"
    )
    assert len(set(quiz.evaluate(sizes))) == 1
    found = Axe().run(page, context={"include": [[".course-quiz"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()

    # What was asked for stands there again, and counts as not right.
    stored = [(one["question"], one["verdict"], one["score"]) for one in lab.attempts()]
    assert ("x-choices", "given-up", 0) in stored
    page.set_viewport_size({"width": 1280, "height": 800})
    lab.run_all(page)
    expect(groups["choices"].locator(".cq-lead")).to_contain_text("Given up.")
    expect(groups["choices"].get_by_role("group", name="The answer, and why")).to_be_visible()


def test_two_steps_by_keyboard_are_checked_together(lab: Lab, page: Page):
    lab.start_afresh()
    lab.open_quiz(page, "steps")
    group = page.locator("fieldset.cq-choice")
    second = group.get_by_role("group", name="What does your answer rest on?")
    check, verdict = group.get_by_role("button", name="Check my answer"), group.locator(".cq-lead")
    last = group.get_by_role("radio", name="In Sirte", exact=True).element_handle()
    expect(second).to_be_visible()
    below = "(one, last) => one.getBoundingClientRect().top > last.getBoundingClientRect().bottom"
    assert second.evaluate(below, last), "the second step stands below the first"
    group.get_by_role("radio", name="In Tripoli").focus()
    press(page, "Space")
    tab_to(page, check)
    press(page, "Enter")
    expect(verdict).to_contain_text("choose what your answer rests on")

    second.get_by_role("radio").first.focus()
    press(page, "Space", "ArrowDown")
    expect(second.get_by_role("radio", name="The meeting in Sirte")).to_be_checked()
    expect(group.get_by_role("radio", name="In Tripoli")).to_be_checked()
    press(page, "Enter")
    expect(verdict).to_contain_text("Partly right. The answer is right, but it does not rest on this.")
    expect(group.get_by_label("Which words decide it?")).to_be_hidden()
    expect(second.get_by_role("radio", name="The meeting in Sirte")).to_have_accessible_description("not right")
    press(page, "ArrowUp")
    expect(verdict).to_have_count(0)
    press(page, "Enter")
    expect(verdict).to_contain_text("Right. Both steps are right.")
    key = group.get_by_role("group", name="The answer, and why").get_by_role("listitem")
    expect(key).to_contain_text(["In Tripoli", "In Sirte", "It says so.", "That was before.", "One does."])

    # A right answer is followed by one question more, which is there again when the quiz is drawn anew.
    words = group.get_by_label("Which words decide it?")
    words.focus()
    page.keyboard.type("in July")
    press(page, "Enter")
    model = group.get_by_text("Kept. Compare: “In July”: the day decides.")
    expect(model).to_be_visible()
    *_, line = lab.attempts()
    assert (line["question"], line["response"], line["score"]) == ("x-choice-2/words", "in July", None)

    match = page.locator("fieldset.cq-match")
    match.get_by_role("button", name="Show the answer").press("Enter")
    expect(match.get_by_role("radio", name="The meeting in July")).to_have_accessible_description("right, not chosen")

    # What is wrong with a question is written under it, and is no answer.
    group.get_by_role("button", name="Something is wrong here").press("Enter")
    expect(group.get_by_label("What is wrong with this question?")).to_be_focused()
    page.keyboard.type("It was in June.")
    press(page, "Enter")
    expect(group.get_by_text("Kept. It goes into the file that you hand in.")).to_be_visible()
    *made, line = lab.attempts()
    assert (line["question"], line["response"]) == ("x-choice-2/fault", "It was in June.")
    given = [(one["response"], one["score"]) for one in made]
    assert given == [
        ({"answer": "In Tripoli", "ground": "ev43"}, 0.5), ({"answer": "In Tripoli", "ground": "ev49"}, 1),
        ("in July", None), (None, 0),
    ]  # fmt: skip
    found = Axe().run(page, context={"include": [[".course-quiz"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    lab.run_all(page)
    expect(group.get_by_role("radio", name="The meeting in July")).to_be_checked()
    expect(model).to_be_visible()
    expect(words).to_have_value("in July")


def test_a_place_is_pointed_at_with_the_arrow_keys(lab: Lab, page: Page):
    lab.end_kernels()
    lab.open(page, "kinds")
    lab.run_all(page)
    group = page.get_by_role("group", name=samples.QUESTIONS["place"].text, exact=False).first
    group.get_by_text("Or point at it on a map").press("Enter", timeout=PATIENCE)
    blank = group.get_by_role("application", name="Blank map of Libya")
    blank.focus()
    press(page, *["ArrowUp"] * 9)
    expect(group).to_contain_text("degrees north")
    group.get_by_role("button", name="Check my answer").press("Enter")
    expect(group.get_by_role("status").last).to_contain_text("km away")


def test_at_the_desk_a_place_and_a_record_go_into_the_line_that_is_written(lab: Lab, page: Page):
    lab.open_quiz(page, "desk")
    group = page.locator("fieldset.cq-brief")
    expect(page.locator(".cq-count")).to_contain_text("answered")  # then nothing is drawn anew
    text = group.get_by_role("textbox", name="Your answer")
    text.focus()
    page.keyboard.type("They met in the capital.\nNothing came of it.")
    press(page, "ArrowUp")

    # By a click, once; by keyboard from there to the next place.
    group.get_by_role("button", name="Sirte", exact=True).click()
    expect(text).to_have_value("They met in the capital. [sirte]\nNothing came of it.", timeout=20_000)
    group.get_by_role("button", name="Sirte", exact=True).click()
    expect(group.get_by_text("[sirte] stands in line 1 already.")).to_be_visible()
    press(page, "ArrowRight", "Enter")
    other = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert other != "Sirte" and text.input_value().partition("\n")[0].count("[") == 2
    part = group.locator("details", has_text="05 The security track").first
    part.locator("summary").first.press("Enter")
    part.get_by_role("button", name="Put [ev37] into your line").press("Enter")
    assert "[ev37]\n" in text.input_value()
    wide = boxes(group, ".cq-side", ".cq-statements")
    assert wide[0]["x"] >= wide[1]["x"] + wide[1]["width"], "the shelf is not beside the text"
    found = Axe().run(page, context={"include": [["fieldset.cq-brief"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()

    # On a phone it lies below, and nothing leaves the question.
    page.set_viewport_size({"width": 390, "height": 844})
    comes_to(page, lambda: group.evaluate("one => one.scrollWidth - one.clientWidth"), 0)
    low = boxes(group, ".cq-side", ".cq-statements")
    assert low[0]["y"] >= low[1]["y"] + low[1]["height"]
    page.set_viewport_size({"width": 1280, "height": 800})
    group.get_by_role("button", name="Save my answer").press("Enter")
    expect(group).to_contain_text("Saved.")
    assert lab.attempts()[-1]["response"] == text.input_value()


def boxes(inside, *selectors):
    """Return where parts of a question stand, all at one moment: between two looks the page may move."""
    return inside.evaluate(
        "(one, all) => all.map((part) => one.querySelector(part).getBoundingClientRect().toJSON())", list(selectors)
    )
