"""The page around a lesson that is opened once and looked at in many ways, by reading, by keyboard and by axe."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from course_utils import knowledge
from tests.browser.conftest import LAPTOP, watched
from tests.browser.lab import KERNEL, NOTEBOOKS, Lab
from tests.browser.test_page import SECOND, above
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Browser):
    """The lesson, alive: each test leaves it so, and what it changes for good comes last."""
    lab.start_afresh()
    with watched(browser) as page:
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.accept()))
        lab.open(page, SECOND)
        yield page


@pytest.fixture
def page(opened: Page):
    """The lesson on a laptop; the test fails if a dialog opens or something goes wrong."""
    opened.set_viewport_size(LAPTOP)
    yield opened
    assert opened.dialogs == []
    assert opened.locator(".jp-Dialog").count() == 0
    assert opened.faults == []


def test_a_record_is_read_where_its_mark_stands(page: Page):
    named = "ev49: Chiefs of staff of east and west met in Tripoli"
    mark = page.locator(".jp-RenderedMarkdown").get_by_role("link", name=named).first
    mark.scroll_into_view_if_needed()
    mark.focus()
    before = above(page)
    page.keyboard.press("Enter")
    note = page.get_by_role("complementary", name="Record ev49")
    expect(note.get_by_text("Chiefs of staff of east and west met in Tripoli")).to_be_visible()
    expect(note).to_be_in_viewport()
    note.get_by_text("Sources", exact=True).click()
    expect(note.get_by_role("listitem")).to_have_count(len(knowledge.events()["ev49"].sources))
    assert abs(above(page) - before) < 5
    found = Axe().run(page, context={"include": [[".course-note"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    note.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(mark).to_be_focused()
    assert page.locator(".course-lesson .jp-Cell").count() == 33
    assert page.url.endswith(f"{SECOND}.ipynb")


def test_what_is_wrong_with_a_record_is_written_where_it_is_read(lab: Lab, page: Page):
    """At the card and in the list at the end, by keyboard and by pointer: the line is kept and is no answer."""
    kept = "Kept. It goes into the file that you hand in."
    mark = page.locator(".jp-RenderedMarkdown").get_by_role("link", name="ev49: Chiefs of staff").first
    mark.press("Enter")
    note = page.get_by_role("complementary", name="Record ev49")
    asks = note.get_by_role("button", name="Something is wrong here")
    expect(asks).to_have_attribute("aria-expanded", "false")
    asks.press("Enter")
    field = note.get_by_label("What is wrong with record ev49?")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(note.get_by_role("status")).to_have_text("Write in one line what is wrong.")
    page.keyboard.type('It was "in" June\\, dd')
    page.keyboard.press("Enter")
    expect(note.get_by_role("status")).to_have_text(kept)
    found = Axe().run(page, context={"include": [[".course-note"]]}, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    field.dblclick()  # a word is chosen, and prose stays prose
    expect(field).to_be_focused()
    note.get_by_role("button", name="Close").click()
    expect(note).to_have_count(0)

    listed = page.locator(".course-view li[id='ev49']")
    expect(listed.get_by_role("button")).to_have_count(0)  # folded with its record
    listed.locator("summary").click()
    listed.get_by_role("button", name="Something is wrong here").click()
    page.keyboard.type("Its place is another.")
    listed.get_by_role("button", name="Keep this line").click()
    expect(listed.get_by_role("status")).to_have_text(kept)
    lines = [(one["question"], one["kind"], one["response"]) for one in lab.attempts()]
    assert lines == [
        ("record/ev49/fault", "fault", 'It was "in" June\\, dd'),
        ("record/ev49/fault", "fault", "Its place is another."),
    ]
    mark.press("Enter")
    note.get_by_text("Sources", exact=True).click()
    expect(note.get_by_role("listitem")).to_have_count(len(knowledge.events()["ev49"].sources))
    expect(note.get_by_role("button", name="Something is wrong here")).to_have_count(1)
    page.keyboard.press("Escape")
    listed.locator("summary").click()


def test_code_is_folded_and_open_where_it_is_the_task(lab: Lab, page: Page):
    cells = json.loads((NOTEBOOKS / f"{SECOND}.ipynb").read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    tasks = [cell for cell in code if "task" in cell["metadata"].get("tags", [])]
    shown = page.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible")
    expect(shown).to_have_count(len(tasks))
    one = page.get_by_role("button", name="Code", exact=True).first
    one.focus()
    page.keyboard.press("Enter")
    expect(one).to_have_attribute("aria-expanded", "true")
    expect(shown).to_have_count(len(tasks) + 1)
    expect(page.get_by_text("from course_utils import atlas")).to_be_visible()
    one.click()
    expect(shown).to_have_count(len(tasks))
    lab.wait_until_alive(page)
    for cell in page.locator(".jp-CodeCell", has=page.locator(".course-code")).all():
        cell.scroll_into_view_if_needed()
        top = cell.get_by_role("button", name="Code", exact=True).bounding_box()["y"]
        assert top < cell.locator(".jp-Cell-outputWrapper").bounding_box()["y"]
    page.get_by_role("button", name="Show code").click()
    expect(shown).to_have_count(len(code))
    page.reload()
    lab.wait_for_words(page)
    expect(shown).to_have_count(len(code))
    page.get_by_role("button", name="Show code").click()
    expect(shown).to_have_count(len(tasks))
    lab.wait_until_alive(page)


def test_a_map_is_chosen_by_keyboard_and_says_its_line_of_python(lab: Lab, page: Page):
    choosing = page.locator(".jp-OutputArea-output", has=page.get_by_role("region", name="Choose what the map shows"))
    one, timed = choosing.first, choosing.last
    maps = one.get_by_role("combobox", name="Map")
    maps.scroll_into_view_if_needed()
    expect(one.get_by_role("combobox")).to_have_count(1)
    expect(timed.get_by_role("combobox")).to_have_count(5)
    expect(one.get_by_role("status")).to_have_text('In Python: atlas.show("tripoli")')
    maps.focus()
    page.keyboard.press("ArrowDown")
    expect(one.get_by_role("status")).to_have_text('In Python: atlas.show("sirte")')
    expect(one.get_by_title("Map: Sirte and the ceasefire line of 2020")).to_be_visible()
    expect(maps).to_be_focused()
    chip = timed.get_by_role("button", name="Southern borders")
    chip.focus()
    page.keyboard.press("Space")
    timed.get_by_role("group", name="Until").get_by_role("combobox", name="Year").select_option("2012")
    expect(timed.get_by_role("status")).to_have_text(
        'In Python: atlas.show("libya", layers=["events", "borders"], since="2011", until="2012")'
    )
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    timed.get_by_text("The same map as a table").click()
    timed.get_by_role("group", name="From").get_by_role("combobox", name="Year").select_option("2013")
    expect(timed.get_by_role("status")).to_contain_text("Swap since and until.")
    timed.get_by_role("group", name="From").get_by_role("combobox", name="Year").select_option("")
    expect(timed.get_by_title("Map: Libya and its neighbours")).to_be_visible()
    assert page.locator(".course-lesson .jp-Cell").count() == 33
    lab.end_kernels()
    page.wait_for_function(f"!{KERNEL} || {KERNEL}.isDisposed")
    maps.select_option("libya")
    one.get_by_role("button", name="Connect again").click()
    lab.wait_until_alive(page)
    expect(choosing.first.get_by_role("status")).to_have_text('In Python: atlas.show("tripoli")')


def test_the_courses_own_cells_are_not_deleted_or_opened_by_accident(page: Page):
    cells = page.locator(".course-lesson .jp-Cell").count()
    code = page.locator(".course-lesson .jp-CodeCell").count()
    prose = page.locator(".jp-RenderedMarkdown p", has_text="This lesson looks for the places behind")
    prose.dblclick()
    expect(page.locator(".jp-MarkdownCell .cm-editor:visible")).to_have_count(0)
    prose.click()
    for key in ("Escape", "d", "d", "x", "Shift+M", "y", "r", "a", "b"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Code", exact=True).nth(3).click()
    page.locator(".jp-CodeCell .cm-content:visible").first.click()
    page.keyboard.press("End")
    page.keyboard.type("# a word")
    for key in ("Escape", "d", "d", "x", "m", "1"):
        page.keyboard.press(key)
    expect(page.get_by_text("# a word")).to_be_visible()
    expect(page.locator(".course-lesson .jp-Cell")).to_have_count(cells)
    expect(page.locator(".course-lesson .jp-CodeCell")).to_have_count(code)
    expect(page.locator(".jp-cell-toolbar:visible")).to_have_count(0)


def test_the_page_around_a_lesson_keeps_the_rules_of_accessibility(page: Page):
    page.get_by_role("button", name="Lesson as it was").click()  # a sentence with its buttons
    for theme in ("Light", "Dark"):
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", f"JupyterLab {theme}")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "Light").lower())
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            parts = [[".course-bar"], [".course-code"], [".course-quiz:has(.cq-words)"]]
            found = Axe().run(page, context={"include": parts}, options=RULES)
            assert found.response["violations"] == [], f"{theme} {width}\n{found.generate_report()}"
