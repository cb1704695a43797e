"""Each look in a language that nobody speaks: no plain English that a reader sees, and nothing on the wrong side."""

import os
import re
from pathlib import Path

import pytest

from course_utils import display, knowledge
from tests import pseudo

pytestmark = pytest.mark.browser

DRAW = """
import json, sys
from course_utils import article, charts, compare, documents, glossary, knowledge, lessons, people, sources, timeline
from course_utils import voices
ON = "2022-07-19"
SHOWN = {
    "article": lambda: article.show(claims=True),
    "facts": article.facts,
    "article-voices": article.voices,
    "topics": compare.show,
    "compare": lambda: compare.show(next(iter(knowledge.topics()))),
    "compare-all": lambda: compare.show("the-forces"),
    "glossary": glossary.show,
    "way": lessons.way,
    "lesson": lambda: lessons.show("04-who-is-who"),
    "sources": sources.show,
    "basis": lambda: sources.of("04-who-is-who"),
    "timeline": timeline.show,
    "timeline-few": lambda: timeline.show("ev09", "ev43", "ev49", sealed=False),
    "timeline-asked": lambda: timeline.show(since=2014, until="2019-05", place="tripoli", text="LNA"),
    "timeline-none": lambda: timeline.show(actor="nato", since=2020),
    "between": lambda: timeline.between("ev43", "ev49"),
    "cards": people.show,
    "cards-few": lambda: people.show("haftar", "tebu"),
    "network": lambda: people.network(on=ON),
    "network-all": lambda: people.network(on="2025-12-31", everything=True),
    "network-asked": lambda: people.network(on="2022", around="lna", camp="east", kinds=["commands", "backs"]),
    "network-none": lambda: people.network(on="1950", camp="east"),
    "changes": lambda: people.changes(ON, "2025-12-31"),
    "charts": charts.show,
    "chart-table": lambda: charts.table("conflict-deaths-all"),
    "documents": documents.show,
    "voices": voices.show,
}
DRAWN = {id_: charts.show(id_).spec for id_, one in knowledge.figures().items() if one.chart != "table"}
json.dump({"looks": {name: look().html for name, look in SHOWN.items()}, "charts": DRAWN}, sys.stdout)
"""
LOOKS = re.findall(r'^    "([\w-]+)": ', DRAW, re.M)
# Every text in a part or on the page, a box of the network at a time, and what is only heard or seen under the pointer.
TEXTS = """(part) => {
  const root = part ?? document.body;
  const found = [];
  const boxes = ".pn-node, tspan";
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent.closest(`style, script, ${boxes}`)) found.push(walk.currentNode.data);
  }
  for (const box of root.querySelectorAll(boxes)) {
    const lines = [...box.querySelectorAll("text")].map((one) => one.textContent);
    found.push(lines.join(" ").replaceAll("- ", "-"));  // a name can break after its hyphen
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const one of root.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
  return found;
}"""
# What stands outside the page and is not in a part that scrolls by itself.
OUTSIDE = """() => [...document.querySelectorAll(".course-view *")]
  .filter((one) => !one.parentElement.closest(".cv-scroll, svg"))
  .filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width && (left < -1 || right > innerWidth + 1);
  })
  .map((one) => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.slice(0, 60)}`)"""
SAID = {"text", "subtitle", "title", "description", "said", "note", "number", "name", "when", "what", "labels"}


def allowed() -> list[str]:
    """Return what stays as it is in every language, the longest first: names, quotations and addresses."""
    named = [*knowledge.actors().values(), *knowledge.places().values()]
    names = [name for one in named for name in (one.name_en, one.short_name, *one.variants)]
    sources = [words for one in knowledge.sources().values() for words in (one.title, one.publisher)]
    quoted = [one.quote for one in (*knowledge.claims().values(), *knowledge.wordings().values())]
    found = {*names, *sources, *quoted, *knowledge.sentence_texts().values()}
    return sorted(found, key=len, reverse=True)


def plain(text: str, known: list[str], ids: frozenset[str]) -> list[str]:
    """Return the English words in a text that are none of what stays as it is."""
    text = " ".join(text.split())
    if text in ids or not pseudo.PLAIN.search(text):
        return []
    for words in known:
        text = text.replace(words, " ")
    text = re.sub(r"https?://\S+|\b\w+\.\w+\([^)]*\)|\b\w+(?:-\w+)*-?\d[\w-]*|\b\w+/\w+", " ", text)
    text = re.sub(r"\[Réçõrd: [\w-]+\.\]", " ", text)
    return pseudo.PLAIN.findall(text)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Every look in the language of the tests, as the HTML or the Vega-Lite document that is shown."""
    return pseudo.printed(DRAW, tmp_path_factory.mktemp("pseudo"))


@pytest.fixture(scope="module")
def english():
    """What stays English, and the ids of records."""
    ids = {
        id_
        for kind in (
            "actors",
            "events",
            "places",
            "terms",
            "claims",
            "provenances",
            "cooperations",
            "relations",
            "borders",
            "figures",
            "routes",
            "wordings",
        )
        for id_ in getattr(knowledge, kind)()
    }
    return allowed(), frozenset(ids)


@pytest.fixture
def page(same_page):
    """The page of the test before: a look keeps nothing."""
    return same_page


@pytest.fixture
def opened(page, drawn):
    """Show a look on a page of its own, all that is folded open, on a phone."""

    def show(name):
        page.set_viewport_size({"width": 390, "height": 844})
        head = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Look</title>'
        page.set_content(f"{head}{drawn['looks'][name]}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if os.environ.get("COURSE_PICTURES"):
            page.screenshot(path=Path(os.environ["COURSE_PICTURES"]) / f"{name}.png")
        return page

    return show


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_has_no_plain_english_is_written_from_right_to_left_and_fits_a_phone(opened, english, name):
    page = opened(name)
    found = {text: words for text in page.evaluate(TEXTS) if (words := plain(text, *english))}
    assert found == {}
    look = page.locator(".course-view")
    assert look.get_attribute("lang") == pseudo.CODE
    assert look.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_chart_has_plain_english(drawn, english):
    said = set()

    def walk(value, name=""):
        if isinstance(value, dict):
            for key, one in value.items():
                walk(one, key)
        elif isinstance(value, list) and all(isinstance(one, dict) and "line" in one for one in value):
            said.add(" ".join(one["text"].strip() for one in value))  # a name can be broken from line to line
        elif isinstance(value, list):
            for one in value:
                walk(one, name)
        elif isinstance(value, str) and name in SAID:
            said.add(value)

    walk([spec["vconcat"] + [spec["title"], {"description": spec["description"]}] for spec in drawn["charts"].values()])
    assert len(said) > len(drawn["charts"])
    assert {text: words for text in said if (words := plain(text, *english))} == {}


def test_the_time_of_a_strip_runs_as_it_is_read(opened):
    page = opened("timeline")
    years = page.locator(".tl-year").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().x, one.textContent]).filter(([, year]) => year > '')"
    )
    early, *later = sorted(years, reverse=True)
    assert early[1].startswith("<") and [year for _, year in later] == sorted(year for _, year in later)
    assert min(x for x, _ in years) >= 0 and max(x for x, _ in years) <= 390


def test_what_is_quoted_keeps_its_own_direction(opened):
    quoted = opened("article").locator(".cv-sentences > li > span:nth-child(2), .cv-claims q")
    assert set(quoted.evaluate_all("all => all.map((one) => getComputedStyle(one).direction)")) == {"ltr"}


def test_the_west_stays_in_the_west(opened):
    page = opened("network")
    west, east = (
        page.locator(f".pn-node.{camp}").evaluate_all("all => all.map((one) => one.getBoundingClientRect().x)")
        for camp in ("west", "east")
    )
    assert max(west) < min(east)


SIDES = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|(?:text-align|float):\s*(?:left|right)|^\s*(?:left|right):", re.M
)
FOUR = re.compile(r"(?:margin|padding|border-width|inset):\s*\S+ (\S+) \S+ (\S+);")


@pytest.mark.parametrize("file", sorted(display.TEMPLATES.glob("*.css")), ids=lambda file: file.name)
def test_styles_name_the_start_and_the_end_of_a_line(file):
    text = file.read_text("utf-8")
    assert SIDES.findall(text) == []
    assert [found for found in FOUR.findall(text) if found[0] != found[1]] == []
