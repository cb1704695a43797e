"""The timeline and the people in a real browser: every part reached and opened by keyboard, on a phone too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from course_utils import documents, people, timeline, voices
from tests.browser.wcag import RULES

pytestmark = pytest.mark.browser

SIZES = {"laptop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
DARK = """:root { --jp-content-font-color1: rgba(255, 255, 255, 0.87); --jp-layout-color1: #111;
  --jp-layout-color2: #212121; --jp-border-color0: #8a8a8a; --jp-content-link-color: #64b5f6 }
  body { background: #111 }"""
ON = "2022-07-19"
LOOKS = {
    "timeline": lambda: timeline.show(),
    "timeline-few": lambda: timeline.show("ev09", "ev43", "ev49", sealed=False),
    "timeline-none": lambda: timeline.show(actor="nato", since=2020),
    "between": lambda: timeline.between("ev43", "ev49"),
    "cards": lambda: people.show(),
    "cards-few": lambda: people.show("haftar", "tebu"),
    "network": lambda: people.network(on=ON),
    "network-all": lambda: people.network(on="2025-12-31", everything=True),
    "changes": lambda: people.changes(ON, "2025-12-31"),
    "document": lambda: documents.show("ceasefire-20201023"),
    "pair": lambda: documents.show("sarraj-20200821"),
    "versions": lambda: documents.compare("joint-statement-20220719"),
    "voices": lambda: voices.show("derna-2022-2024"),
}


@pytest.fixture
def page(same_page):
    """The page of the test before: a look keeps nothing."""
    return same_page


@pytest.fixture
def shown(page):
    """Show a look on a page of its own."""

    def show(name, size="laptop", css=""):
        page.set_viewport_size(SIZES[size])
        head = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Look</title>'
        page.set_content(f"{head}<style>{css}</style>{LOOKS[name]().html}")
        return page

    return show


@pytest.mark.parametrize("css", ["", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", LOOKS)
def test_no_accessibility_rule_is_broken(shown, name, css):
    page = shown(name, css=css)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_cut_off_on_a_phone_or_at_twice_the_size(shown, name):
    page = shown(name, "phone")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page = shown(name, css="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("name", "key"), [("timeline", "Enter"), ("timeline", "Space"), ("cards", "Enter")])
def test_every_entry_is_reached_and_opened_by_keyboard(shown, name, key):
    page = shown(name)
    wanted = page.locator("details[data-record]").evaluate_all("all => all.map((one) => one.dataset.record)")
    opened = []
    for _ in range(len(wanted) * 12):  # an open entry has links of its own
        page.keyboard.press("Tab")
        record = page.evaluate("document.activeElement.closest('summary')?.parentElement.dataset.record ?? ''")
        if record:
            page.keyboard.press(key)
            if page.evaluate("document.activeElement.parentElement.open"):
                opened.append(record)
            page.keyboard.press(key)
        if len(opened) == len(wanted):
            break
    assert opened == wanted


@pytest.mark.parametrize("name", ["network", "network-all"])
def test_every_node_is_reached_by_keyboard_and_says_its_ties(shown, name):
    page = shown(name)
    count = page.locator(".pn-node[tabindex]").count()
    reached = []
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        record = page.evaluate("document.activeElement.dataset.record ?? ''")
        if not record:
            continue
        reached.append(record)
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        told = page.locator(".pn-told:visible")
        assert told.count() == 1
        name = told.locator(".cv-title").inner_text()
        assert label.split(",")[0] in name
        assert told.locator("li").count() == label.count(";") + 1
        assert page.locator(".pn-hint").is_hidden()
    assert len(set(reached)) == len(reached) == count


def test_pointing_at_a_node_wins_over_the_one_that_has_focus(shown):
    page = shown("network")
    page.focus(".n-haddad")
    page.hover(".n-lna text")
    assert page.locator(".pn-told:visible").get_attribute("class") == "pn-told p-lna"
    assert page.locator(".pn-net .e-lna").first.evaluate("one => getComputedStyle(one).opacity") == "1"
    faint = page.locator(".pn-net .e-haddad:not(.e-lna)").first
    assert float(faint.evaluate("one => getComputedStyle(one).opacity")) < 0.5


@pytest.mark.parametrize("name", ["network", "network-all"])
def test_words_of_a_network_are_12_px_and_keep_inside_their_boxes(shown, name):
    drawn = """(net) => {
      const size = net.getBoundingClientRect().width / net.viewBox.baseVal.width;
      const words = [...net.querySelectorAll("text")];
      const smallest = Math.min(...words.map((one) => parseFloat(getComputedStyle(one).fontSize) * size));
      const out = [...net.querySelectorAll(".pn-node text")].filter((one) => {
        const [inner, outer] = [one.getBBox(), one.parentNode.querySelector("rect").getBBox()];
        return inner.x < outer.x || inner.x + inner.width > outer.x + outer.width
          || inner.y < outer.y || inner.y + inner.height > outer.y + outer.height;
      });
      const zones = [...net.querySelectorAll(".pn-zone")].filter((zone) => {
        const a = zone.getBBox();
        return [...net.querySelectorAll(".pn-node rect, .pn-zone")].some((other) => {
          const b = other.getBBox();
          return other !== zone && a.x < b.x + b.width && b.x < a.x + a.width
            && a.y < b.y + b.height && b.y < a.y + a.height;
        });
      });
      return { smallest, out: [...out, ...zones].map((one) => one.textContent) };
    }"""
    for size in SIZES:
        # A notebook leaves a network a column of 45 rem, a page more: the narrower one is looked at.
        found = shown(name, size, ".course-view { max-width: 45rem !important }").locator(".pn-net").evaluate(drawn)
        assert found["out"] == [], size
        assert found["smallest"] >= 12, size


def test_two_networks_on_one_page_do_not_disturb_each_other(page):
    one, other = people.network(on=ON).html, people.network(on="2025-07-01", around="lna").html
    page.set_content(
        f'<!doctype html><html lang="en"><title>Two</title><div id="a">{one}</div><div id="b">{other}</div>'
    )
    page.focus("#a .n-lna")
    assert page.locator("#a .pn-told:visible").count() == 1
    assert page.locator("#b .pn-told:visible").count() == 0


def test_a_line_between_two_boxes_says_what_it_means_under_the_pointer(shown):
    page = shown("network")
    titles = page.locator(".pn-net .pn-edge > title").all_text_contents()
    assert "Abdulrazek al-Nadhouri commands Libyan National Army" in titles
    assert all(titles)


def test_an_entry_that_speaks_of_deaths_is_closed_until_it_is_opened(shown):
    page = shown("timeline-few")
    closed = page.locator("details[data-record=ev09]")
    assert not closed.evaluate("one => one.open")
    assert page.locator("details[data-record=ev43]").evaluate("one => one.open")
    closed.locator("summary").first.click()
    assert closed.get_by_text("Content note: this entry speaks of").is_visible()


def test_a_camp_weighs_as_much_as_another(shown):
    page = shown("network")
    style = (
        "one => { const { fill, stroke, strokeWidth } = getComputedStyle(one); return [fill, stroke, strokeWidth]; }"
    )
    camps = ("west", "east", "other", "foreign_state", "international")
    looks = [page.locator(f".pn-node.{camp} rect").first.evaluate(style) for camp in camps]
    assert all(look == looks[0] for look in looks)


def test_nothing_moves(shown):
    page = shown("network-all")
    assert page.evaluate("document.getAnimations().length") == 0


def test_who_gains_opens_by_keyboard_and_arabic_runs_from_right_to_left(shown):
    page = shown("document")
    summary = page.locator("details.dc-fold summary")
    assert not page.get_by_text("Each army keeps its own name").is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Each army keeps its own name").is_visible()
    words = page.locator('blockquote[lang="ar"]').first
    assert words.evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_a_printed_sheet_has_room_to_write_instead_of_what_is_folded(shown):
    page = shown("document")
    assert not page.locator(".dc-lines").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".dc-lines").is_visible()
    assert not page.get_by_text("Each army keeps its own name").is_visible()
