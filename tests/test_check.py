"""`python -m course_utils check`: each planted fault is named where it is, broken files never end in a traceback."""

import hashlib
import json
import random
import re
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from as_toml import toml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_authors.check import check, evidence, facts, markdown, quotations, stale
from course_utils.__main__ import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CONTENT, NOTEBOOKS = ROOT / "course_utils" / "content", ROOT / "notebooks"
LESSON = "questions/01-the-article.toml"
OWN = "00-start-here.ipynb"


def copied(to):
    shutil.copytree(CONTENT, to / "content")
    shutil.copytree(NOTEBOOKS, to / "notebooks", ignore=shutil.ignore_patterns("my_work", ".*"))
    (to / "docs").mkdir()
    (to / "docs" / "editorial.md").write_text("Not “putschist”: avoid putschist, warlord, Hifter.\n", encoding="utf-8")
    (to / "README.md").write_text("# A course\n\nAbout Khalifa Haftar.\n", encoding="utf-8")
    return to


@pytest.fixture
def course(tmp_path):
    return copied(tmp_path)


def written(array, tables):
    lines = []
    for table in tables:
        lines += [f"\n[[{array}]]", *(f"{json.dumps(name)} = {toml(value)}" for name, value in table.items())]
    return "\n".join(lines) + "\n"


def change(course, file, id_, fields):
    """Write fields of one record anew; a field given as None is taken out."""
    path = course / "content" / file
    if path.suffix == ".geojson":
        held = json.loads(path.read_text("utf-8"))
        feature = next(one for one in held["features"] if one["properties"]["id"] == id_)
        feature["properties"] |= {name: value for name, value in fields.items() if name != "line"}
        feature["geometry"]["coordinates"] = fields.get("line", feature["geometry"]["coordinates"])
        path.write_text(json.dumps(held), encoding="utf-8")
        return
    ((array, tables),) = tomllib.loads(path.read_text("utf-8")).items()
    table = next(one for one in tables if one["id"] == id_)
    table.update(fields)
    for name in [name for name, value in fields.items() if value is None]:
        del table[name]
    path.write_text(written(array, tables), encoding="utf-8")


def paragraph(course, text, file=OWN, cell="planted"):
    """Add a cell with a paragraph before the list of records of a notebook."""
    path = course / "notebooks" / file
    held = json.loads(path.read_text("utf-8"))
    held["cells"].append({"cell_type": "markdown", "id": cell, "metadata": {}, "source": [text]})
    path.write_text(json.dumps(held), encoding="utf-8")


def code(course, text):
    path = course / "notebooks" / OWN
    held = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": "code", "id": "planted", "metadata": {}, "outputs": [], "source": [text]}
    held["cells"].append({**cell, "execution_count": None})
    path.write_text(json.dumps(held), encoding="utf-8")


def found(course):
    return [str(one) for one in check(course / "content", course / "notebooks").findings]


@dataclass(frozen=True)
class Fault:
    """What is wrong, where it is to be named and how, and among which others it may stand in one course: none hides."""

    plant: Callable[[Path], None]
    where: str
    says: str
    among: str = ""


def fault(plant, where, says, *, id, among=""):
    return pytest.param(Fault(plant, where, says, among), id=id)


def record(file, id_, says, **fields):
    named = fields.pop("named", None) or id_
    name, among = f"{id_}-{'-'.join(fields)}", "" if "id" in fields else "records"
    return fault(lambda course: change(course, file, id_, fields), f'{file}, "{named}"', says, id=name, among=among)


def prose(text, says):
    cell = f"planted-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    where = f'{OWN}, cell "{cell}"'
    return fault(lambda course: paragraph(course, text, cell=cell), where, says, id=text[:40], among="prose")


def written_by_hand(file, old, new, where, says):
    def plant(course):
        path = course / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return fault(plant, where, says, id=f"{file}-{new[:30]}")


PREDICTED = {"kind": "choice", "set": "check", "text": "Which?", "sources": ["editorial"], "objective": "01-a"}
OPTIONS = [{"text": "a", "feedback": "b", "right": True}, {"text": "c", "feedback": "d"}]
PLANTED = [
    # ids
    record("timeline.toml", "ev43", 'there is no place "sirt". Did you mean "sirte"?', places=["sirt"]),
    record("timeline.toml", "ev43", 'no actor "haddat"', actors=["haddat"]),
    record(
        "timeline.toml",
        "ev30",
        'field "control": there is no actor "lnaa"',
        control=[{"place": "sirte", "taken_by": "lnaa"}],
    ),
    record("timeline.toml", "ev30", "taken_by", control=[{"place": "sirte"}]),
    record("timeline.toml", "ev44", 'field "id": this id is used twice', id="ev43", named="ev43"),
    record("glossary.toml", "coup", "used twice (first in actors.toml)", id="niger", named="niger"),
    record("glossary.toml", "coup", "used twice (first in sentences.toml)", id="s01", named="s01"),
    record("sentences.toml", "s12", 'no sentence in the article "s13"', id="s13", named="s13"),
    record("claims.toml", "s01-c2", "no lesson", opened_in="08-reading"),
    record("cooperation.toml", "co-2018-05", 'no event "ev700"', event="ev700"),
    record("borders.toml", "b-cha", 'no actor "chat"', neighbour="chat"),
    record("relations.toml", "rel01", 'field "from": there is no actor "hafta"', **{"from": "hafta"}),
    record("views.toml", "southern-border", 'no sentence "s60"', sentences=["s60"]),
    record("routes.geojson", "rt-niger", 'no place "agades"', places=["agades"]),
    # sources
    record("actors.toml", "haftar", 'field "sources": there is no source. Name', sources=None),
    record("actors.toml", "haftar", "there is no source. Name", sources=[]),
    record("places.toml", "sirte", 'no source "geoname"', sources=["geoname"]),
    record("sources.toml", "editorial", "nothing rests on this source", id="idle", named="idle"),
    record("figures.toml", "idps", 'no source "nobody"', rows=[{"date": "2016-03", "value": 1, "source": "nobody"}]),
    # addresses and ids of maps
    *(
        record("sources.toml", "newscentral-2022", says, url=url)
        for url, says in (
            ('javascript:alert("P")', "does not begin with https:// or http://"),
            ("JaVaScRiPt:alert(1)", "does not begin with https:// or http://"),
            ("java\tscript:alert(1)", "a sign that is not seen"),
            ("data:text/html,<script>1</script>", "does not begin with https:// or http://"),
            ("vbscript:x", "does not begin with https:// or http://"),
            ("file:///etc/passwd", "does not begin with https:// or http://"),
            ("//example.org/page", "does not begin with https:// or http://"),
            ("https://", "it names no host"),
            ("https:example.org", "it names no host"),
            ("https://user:word@example.org/", "a user's name before the host"),
            ("https://example.org\\@example.com/", "a backslash"),
            ("https://[x/", "it is not an address"),
        )
    ),
    record("views.toml", "libya", 'no place "ghat2". Did you mean "ghat"', communities=[["ghat2", "tuareg"]]),
    record("views.toml", "libya", 'no actor "tuareg2". Did you mean "tuareg"', communities=[["ghat", "tuareg2"]]),
    record("views.toml", "libya", '"artcle" is not known', layers=["artcle"]),
    record("views.toml", "libya", '"evnts" is not known', more=["evnts"]),
    record("tours.toml", "why-sirte", 'no record "ev990"', steps=[{"says": "It began.", "records": ["ev990"]}]),
    record(
        "tours.toml", "why-sirte", 'no place "sirt"', steps=[{"says": "A.", "records": ["ev09"], "places": ["sirt"]}]
    ),
    record("tours.toml", "why-sirte", '"ev43" is sealed until 08', steps=[{"says": "They met.", "records": ["ev43"]}]),
    record("views.toml", "libya", 'no picture "releif"', pictures=["releif"]),
    record("layers.toml", "oil", '"oil_well" is not known', kinds=["oil_well"]),
    record("layers.toml", "oil", '"lakes" is not known', shows="lakes"),
    record("layers.toml", "communities", "routes9", never_with=["routes9"]),
    record("map.toml", "map", "home_box", home_box=[19, 9, 34]),
    record("actors.toml", "lna", '"haftar" stands there', slot=6),
    record("actors.toml", "haftar", "no place in the network", slot=None),
    record("actors.toml", "haftar", "it must be 1 or more", slot=0),
    record("views.toml", "libya", "from 1 to 18", max_zoom=-3),
    # dates
    record("timeline.toml", "ev43", '"2021-13-11"', date="2021-13-11"),
    record("timeline.toml", "ev43", '"2021-02-30" is not a date', date="2021-02-30"),
    record("timeline.toml", "ev49", "2022-07-17 is before 2022-07-18", end="2022-07-17"),
    record("relations.toml", "rel02", "2013 is before 2014-08-24", until="2013"),
    record("sources.toml", "lsm-20220718", '"18 July 2022"', date="18 July 2022"),
    record("cooperation.toml", "co-2021-08", "is a range", date="2021-08/2021-09"),
    record("figures.toml", "idps", "row 1", rows=[{"date": "March", "value": 1, "source": "dtm-r3-2016"}]),
    # places
    record("places.toml", "sirte", "lies outside of Libya", lat=51.2089),
    record("places.toml", "agadez", "lies outside of the region", lon=-79.9),
    record("routes.geojson", "rt-niger", 'field "line"', line=[[179.9, 16.9], [14.4, 27.0]]),
    record("views.toml", "libya", "south must be less than north", south=34.0),
    # numbers
    record(
        "figures.toml",
        "idps",
        "low, value and high",
        rows=[{"date": "2016", "value": 9, "high": 5, "source": "dtm-r3-2016"}],
    ),
    record(
        "figures.toml", "idps", "row 1: it has no value", rows=[{"date": "2016", "low": 9, "source": "dtm-r3-2016"}]
    ),
    # quotations
    record("claims.toml", "s03-c3", "“putchist” does not stand in s03", quote="putchist"),
    record("claims.toml", "s01-c1", "does not stand in s01", quote="Senior military leaders from Libya's competing"),
    prose(
        "In s01 the reporter says “for the very first time ever”.",
        "“for the very first time ever” does not stand in s01",
    ),
    prose("It says “the challenging question of foreign fighters”.", "does not stand in s05"),
    record(LESSON, "01-c03", "does not stand in s05", text="Sentence s05 says “is said to be able to”. Who says so?"),
    # words and names
    record("timeline.toml", "ev43", '"militias" takes a side', summary="Some militias met there."),
    record("claims.toml", "s02-c1", '"chaos" takes a side', note="There was chaos."),
    record(LESSON, "01-c01", '"warlord" takes a side', hint="Which warlord came?"),
    prose("Then the warlord came.", '"warlord" takes a side'),
    prose("Then Hifter came to the city.", '"Hifter" is spelled "Khalifa Haftar"'),
    prose("Then al-Nadhuri came.", '"al-Nadhuri" is spelled "Abdulrazek al-Nadhouri"'),
    prose("They went to Turkey.", '"Turkey" is spelled "Türkiye"'),
    record("timeline.toml", "ev43", '"Moammar Gadhafi" is spelled', summary="Moammar Gadhafi was dead by then."),
    written_by_hand("README.md", "Haftar", "Hifter, a strongman", "README.md, line 3", '"strongman" takes a side'),
    # Arabic, known values, form
    record("actors.toml", "haftar", "has no Arabic letters", name_ar="Khalifa"),
    record("glossary.toml", "coup", "has no Arabic letters", term_ar="?"),
    record("claims.toml", "s01-c1", '"corroborate" is not known', status="corroborate"),
    record("actors.toml", "haftar", '"men" is not known', kind="men"),
    record("figures.toml", "idps", '"pie" is not known', chart="pie"),
    record("timeline.toml", "ev43", 'no field "sumary". Did you mean "summary"?', sumary="…"),
    record("timeline.toml", "ev43", 'field "title": it is missing', title=None),
    record("timeline.toml", "ev43", 'field "places": it must be a list', places="sirte"),
    record("places.toml", "sirte", 'field "lat": it must be a number', lat="31"),
    written_by_hand(
        "content/timeline.toml", '[[events]]\nid = "ev02"', '[[event]]\nid = "ev02"', "timeline.toml", '"event"'
    ),
    # as of when
    record("places.toml", "ghat", '"currently" says how things stand, and not when', role="Forces currently hold it."),
    record("actors.toml", "haftar", '"has never" says how things stand', after="He has never left his post."),
    record("actors.toml", "haftar", '"March 2031" is typed. Write {as_of}', after="As of March 2031 he had his post."),
    record("timeline.toml", "ev49", '"soon" is not a date', due="soon"),
    record("course.toml", "libya-course", '"spring" is not a date', reaches="spring"),
    record("course.toml", "libya-course", 'no lesson "09-what"', predictions_return="09-what"),
    record("course.toml", "libya-course", 'no quiz "10-capstone/posttest"', post_test="10-capstone/posttest"),
    fault(
        lambda course: (course / "README.md").write_text("# Lessons\n\n<!-- lessons: made -->\n<!-- /lessons -->\n"),
        "README.md",
        "its list of the lessons is not that of lessons.toml",
        id="listing",
    ),
    fault(
        lambda course: paragraph(course, "A reader asks. [ev43](#ev43)", file="09-what-happened-next.ipynb"),
        'basis.toml, "09-what-happened-next", field "records"',
        "what its text links to is not what basis.toml has",
        id="basis",
    ),
    prose("As of April 2031 it had held. [ev37](#ev37)", 'not of "April 2031"'),
    # what it rests on
    record("claims.toml", "s01-c1", "only reposts or works of reference", sources=["dubaiweek-202207", "editorial"]),
    record("timeline.toml", "ev49", "only reposts or works of reference", sources=["wiki-haftar"]),
    record("timeline.toml", "ev49", "only reposts or works of reference", sources=["editorial"]),
    record(LESSON, "01-c01", "it is graded and rests on reposts", sources=["wiki-haftar"]),
    record("sources.toml", "lsm-20220718", '"blog" is not known', kind="blog"),
    record("sources.toml", "lsm-20220718", '"all" is not known', read="all"),
    # what is sealed
    record("sealed.toml", "earlier-meetings", 'no record "ev943"', records=["ev943"]),
    record(LESSON, "01-c01", "sealed until 08-reading-critically: 2021-12-11", hint="Think of 11 December 2021."),
    prose("They had met on 11 December 2021. [ev43](#ev43)", '"ev43" is sealed until 08-reading-critically'),
    fault(lambda course: code(course, 'sources.records("ev43")'), f'{OWN}, cell "planted"', "is sealed", id="seal"),
    # questions
    record(LESSON, "01-c01", 'no objective "01-x"', objective="01-x"),
    record(LESSON, "01-c01", "tests no objective", objective=None),
    record(LESSON, "01-c01", "is not a version", version=0),
    record(LESSON, "01-c01", "a whole number", version="2"),
    record(LESSON, "01-c01", 'no source "lsm"', sources=["lsm"]),
    record(LESSON, "01-c01", 'no sentence "s31"', sentences=["s31"]),
    record(LESSON, "01-c02", "used twice", id="01-c01", named="01-c01"),
    record(LESSON, "01-c02", "used twice (first in questions/00-start-here.toml)", id="00-b01", named="00-b01"),
    record(LESSON, "01-c01", "exactly one option", options=[{**one, "right": True} for one in OPTIONS]),
    record(LESSON, "01-c01", 'entry 2, "feedback" is missing', options=[OPTIONS[0], {"text": "c"}]),
    record(LESSON, "01-c01", 'the kind "chioce" is not known', kind="chioce"),
    record(LESSON, "01-c01", 'no misreading "haste"', options=[{**one, "misreading": "haste"} for one in OPTIONS]),
    record(LESSON, "01-c01", '"c" is wrong and names no misreading', options=OPTIONS),
    record(LESSON, "01-c06", '"c" is wrong and names no misreading', grounds=OPTIONS),
    record(LESSON, "01-c06", 'no misreading "haste"', grounds=[OPTIONS[0], {**OPTIONS[1], "misreading": "haste"}]),
    record(
        "vocabularies.toml",
        "option.misreading",
        'no option names "haste"',
        values=[{"id": "haste", "label": "haste", "note": "Slow down."}],
    ),
    record("questions/02-where-it-happened.toml", "02-c01", 'no place "sirt"', place="sirt"),
    record(
        "lessons.toml", "02-where-it-happened", 'no question tests "02-z"', objectives=[{"id": "02-z", "text": "fly"}]
    ),
    # notebooks
    prose("It happened on 19 July 2022.", '"19 July 2022" rests on nothing'),
    prose("About 53 migrants were there.", '"53" rests on nothing'),
    prose("It happened in 2014.", '"2014" rests on nothing'),
    prose("It happened on 20 July 2022. [ev49](#ev49)", '"20 July 2022" does not stand in ev49'),
    prose("It went on on 13 May 2025. [ev59](#ev59)", '"13 May 2025" does not stand in ev59'),
    prose("It was in Tripoli on 2 March 2019. [ev24](#ev24)", '"2 March 2019" does not stand in ev24'),
    prose("There were 12 officers. [ev49](#ev49)", '"12" does not stand in ev49'),
    prose("The [ev49](#ev49) talks of July 2022 were here.", "Put it at its end"),
    prose("It happened then. [ev499](#ev499)", 'there is no record "ev499"'),
    fault(
        lambda course: paragraph(course, "It happened then. [ev43](#ev43)", file="10-capstone.ipynb"),
        '10-capstone.ipynb, cell "planted"',
        '"ev43" is linked, but sources.records(…) does not list it',
        id="linked",
    ),
    prose("- one\n- in 2019, two\n", '"2019" rests on nothing'),
    fault(
        lambda course: code(course, 'sources.records("ev43")'), f'{OWN}, cell "planted"', "no paragraph", id="listed"
    ),
    fault(lambda course: code(course, 'article.show("s14")'), f'{OWN}, cell "planted"', "no sentence", id="call"),
    fault(
        lambda course: code(course, 'quiz.show("00-start-here/chek")'), f'{OWN}, cell "planted"', "no quiz", id="quiz"
    ),
]


def together():
    """Return the faults in groups that can be in one course: no two of a group are to be named at the same place."""
    groups = []
    for one in (param.values[0] for param in PLANTED):
        for group in groups if one.among else ():
            if all(it.among == one.among and it.where != one.where for it in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """Return what gives all that is found in a course with a fault, and with others in other places."""
    groups, known = together(), {}

    def report(one):
        number = next(number for number, group in enumerate(groups) if one in group)
        if number not in known:
            course = copied(tmp_path_factory.mktemp("planted"))
            for each in groups[number]:
                each.plant(course)
            known[number] = found(course)
        return known[number]

    return report


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_named(reported, planted):
    lines = reported(planted)
    hits = [line for line in lines if line.startswith(planted.where)]
    assert any(planted.says in line for line in hits), "\n".join(lines)


def test_the_course_as_shipped_has_nothing_to_mend():
    report = check(CONTENT, NOTEBOOKS)
    assert not report.findings, str(report)


def test_a_copy_is_as_clean_and_its_editorial_page_may_list_words(course):
    assert found(course) == []


def test_all_findings_come_at_once_and_in_order(course):
    change(course, "timeline.toml", "ev43", {"places": ["sirt"], "date": "never", "summary": "Chaos."})
    change(course, "actors.toml", "haftar", {"camp": "north"})
    lines = found(course)
    assert [line.split(":")[0] for line in lines] == [
        'actors.toml, "haftar", field "camp"',
        'timeline.toml, "ev43", field "date"',
        'timeline.toml, "ev43", field "places"',
        'timeline.toml, "ev43", field "summary"',
    ]


def test_the_command_says_what_it_read(course, capsys):
    assert main(["check", "--content", str(course / "content"), "--notebooks", str(course / "notebooks")]) == 0
    assert capsys.readouterr().out.startswith("Nothing to mend: ")
    change(course, "timeline.toml", "ev43", {"places": ["sirt"]})
    assert main(["check", "--content", str(course / "content"), "--notebooks", str(course / "notebooks")]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        'timeline.toml, "ev43", field "places": there is no place "sirt". Did you mean "sirte"?'
    )
    assert main(["check", "--content", str(course / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_a_weak_record_may_stay_for_a_reason_as_long_as_it_needs_one(course):
    change(course, "timeline.toml", "ev49", {"sources": ["wiki-haftar"]})
    with (course / "content" / "weak.toml").open("a", encoding="utf-8") as file:
        file.write('[[weak]]\nid = "one"\nrecords = ["ev49", "ev50"]\nreason = "Nothing better was found."\n')
    (line,) = [one for one in found(course) if not one.startswith("sources.toml")]  # what ev49 alone rested on
    assert line == 'weak.toml, "one", field "records": "ev50" has a better source by now. Take it out.'


def test_what_is_old_and_what_was_due_is_listed_apart(course, capsys):
    change(course, "timeline.toml", "ev49", {"due": "2031-05-19", "as_of": "2031-02"})
    change(course, "course.toml", "libya-course", {"reaches": "2031-05"})
    old = [str(one) for one in stale(course / "content", course / "notebooks", 180, date(2031, 8, 27))]
    assert [line for line in old if "ev49" in line] == [
        'timeline.toml, "ev49", field "due": it was due on 19 May 2031. Look for what came of it.'
    ]
    old = [str(one) for one in stale(course / "content", course / "notebooks", 180, date(2031, 8, 28))]
    assert 'timeline.toml, "ev49": it says how things stood in February 2031. Look again, then date it.' in old
    assert not any("how things stood in May 2031" in line for line in old)
    old = [str(one) for one in stale(course / "content", course / "notebooks", 180, date(2031, 11, 28))]
    assert any("how things stood in May 2031" in line for line in old)
    folders = ["--content", str(course / "content"), "--notebooks", str(course / "notebooks")]
    assert main(["check", "--stale", "99999", *folders]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1].endswith("to look at again.")


def test_the_sources_of_each_lesson_are_counted_by_kind(course, capsys):
    folders = ["--content", str(course / "content"), "--notebooks", str(course / "notebooks")]
    assert main(["check", "--sources", *folders]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["lesson", *evidence.KINDS]
    lessons = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
    assert [line.split()[0] for line in lines[: len(lessons)]] == lessons
    before = int(lines[0].split()[1 + evidence.KINDS.index("agency")])
    paragraph(course, "Fighting began. [ev59](#ev59)")
    main(["check", "--sources", *folders])
    after = int(capsys.readouterr().out.splitlines()[1].split()[1 + evidence.KINDS.index("agency")])
    assert after > before


def test_the_graded_questions_ask_for_enough_and_objectives_with_few_are_named(course, capsys):
    folders = ["--content", str(course / "content"), "--notebooks", str(course / "notebooks")]
    assert main(["check", "--levels", *folders]) == 0
    said = capsys.readouterr().out
    above, recall, steps = (int(re.search(rf"{name}: (\d+)", said)[1]) for name in ("judgement", "Recall", "steps"))
    assert above >= 45 and recall <= 25 and steps >= 20
    assert said.splitlines()[-1].endswith("none.")
    change(course, "questions/06-the-southern-border.toml", "06-c06", {"kind": "reflect", "objective": "06-b"})
    change(course, "questions/06-the-southern-border.toml", "06-c08", {"objective": "06-e"})
    main(["check", "--levels", *folders])
    after = capsys.readouterr().out
    assert after.splitlines()[-1].endswith(": 06-b (2).")
    assert int(after.split()[0]) == int(said.split()[0]) - 1


def test_a_file_that_cannot_be_read_is_named_with_its_line(course):
    (course / "content" / "timeline.toml").write_bytes(b'[[events]]\nid = "ev01"\ndate = 2011-\n')
    (course / "content" / "actors.toml").write_bytes(b'[[actors]]\nid = "caf\xe9"\n')
    (course / "content" / "borders.toml").unlink()
    (course / "content" / "basemap.geojson").write_text('{\n"type": }', encoding="utf-8")
    (course / "notebooks" / "09-x.ipynb").write_text("no notebook", encoding="utf-8")
    lines = "\n".join(found(course))
    assert "timeline.toml, line 3: this cannot be read" in lines
    assert "actors.toml, line 2: this is not UTF-8" in lines
    assert "borders.toml: it cannot be read" in lines
    assert "basemap.geojson, line 2: this cannot be read" in lines
    assert "09-x.ipynb, line 1: this cannot be read" in lines
    # Nothing is said of ids that may well stand in what could not be read.
    assert len(lines.splitlines()) == 5


@pytest.mark.parametrize(
    "text",
    [
        "The talks were held on 18 and 19 July 2022, says [ev49](#ev49).",
        "In July 2022 the mission spoke of “the October 2020 cease-fire agreement”, says s08. [ev49](#ev49)",
        "Lesson 08 takes 45 minutes and has 6 questions. Sentence s05 is about the 5+5 commission.",
        "The ceasefire of 23 October 2020 has held (as of May 2026). [ev37](#ev37)",
        "In s03 stands “putschist”, where the course writes “forces under Haftar”.",
        "The word “chaos” is not used here, nor is “Hifter”.",
        "Run `atlas.show(2019)`.\n\n```\n1999\n```\n",
    ],
)
def test_what_is_right_is_not_reported(course, text):
    paragraph(course, text)
    assert [line for line in found(course) if "planted" in line and "does not list it" not in line] == []


@pytest.mark.parametrize(
    ("text", "dates", "numbers"),
    [
        ("from 18 to 19 July 2022", {(2022, 7, 18), (2022, 7, 19)}, set()),
        ("on 18 July and in 2014–2016", {(None, 7, 18), (2014, None, None), (2016, None, None)}, set()),
        ("from January to April 2019", {(2019, 1, None), (2019, 4, None)}, set()),
        ("1,050 km, 1.2 million barrels and 18 percent", set(), {1050, 1_200_000, 18}),
        ("30,000 foreign fighters, 444 Combat Brigade, 5+5", set(), {30_000}),
    ],
)
def test_dates_and_numbers_of_a_text(text, dates, numbers):
    said = facts.said(text)
    assert (set(said.dates), set(said.numbers)) == (dates, numbers)


def test_paragraphs_know_their_line_and_links():
    one, two, three = markdown.paragraphs("# Title\n\nText\nmore [ev1](#ev1)\n\n```\ncode\n```\n- item [x](y.md)\n")
    assert (one.kind, two.line, two.links, two.ends_linked) == ("heading", 3, ("ev1",), True)
    assert (three.line, three.text, three.links) == (9, "- item x", ())


def test_a_quotation_may_begin_with_a_capital_and_leave_words_out():
    sentence = ["is said to have been able to advance its work"]
    assert quotations._stands("Is said … advance its work.", sentence)
    assert not quotations._stands("is said to advance", sentence)


READ = [
    path
    for path in CONTENT.rglob("*.*")
    if path.suffix in (".toml", ".geojson") and path.name != "basemap.geojson" and path.parent.name != "ground"
]
FILES = sorted(path.relative_to(CONTENT).as_posix() for path in READ)
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2022-07-19")
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
EVERY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("shared"))


def ends_well(course, path, raw, capsys):
    """Run the command with other bytes in one file, put the right ones back, and see that it ended as it should."""
    before = path.read_bytes()
    try:
        path.write_bytes(raw)
        status = main(["check", "--content", str(course / "content"), "--notebooks", str(course / "notebooks")])
    finally:
        path.write_bytes(before)
    lines = capsys.readouterr().out.splitlines()
    assert status in (0, 1)
    assert (status == 0) == (len(lines) == 1 and lines[0].startswith("Nothing to mend"))
    return lines


@EVERY
@given(
    file=st.sampled_from([*FILES, *NAMES]), junk=st.binary(max_size=30), where=st.floats(0, 1), cut=st.integers(0, 40)
)
def test_random_bytes_in_a_file_never_end_in_a_traceback(shared, capsys, file, junk, where, cut):
    path = shared / ("notebooks" if file in NAMES else "content") / file
    raw = path.read_bytes()
    at = int(where * len(raw))
    ends_well(shared, path, raw[:at] + junk + raw[at + cut :], capsys)


@EVERY
@given(file=st.sampled_from(FILES), put=VALUES, seed=st.integers(0, 10**6))
def test_random_values_in_a_field_never_end_in_a_traceback(shared, capsys, file, put, seed):
    path, chance = shared / "content" / file, random.Random(seed)
    if path.suffix == ".geojson":
        held = json.loads(path.read_text("utf-8"))
        feature = chance.choice(held["features"])
        inside = chance.choice([feature, feature["properties"], feature["geometry"]])
        inside[chance.choice(sorted(inside))] = put
        text = json.dumps(held)
    else:
        ((array, tables),) = tomllib.loads(path.read_text("utf-8")).items()
        table = chance.choice(tables)
        name = chance.choice(sorted(table))
        inside = table
        if isinstance(table[name], list) and table[name] and chance.random() < 0.6:
            inside, name = table[name], chance.randrange(len(table[name]))
            if isinstance(inside[name], dict) and chance.random() < 0.6:
                inside = inside[name]
                name = chance.choice(sorted(inside))
        inside[name] = put
        text = written(array, tables)
    ends_well(shared, path, text.encode("utf-8", "surrogatepass"), capsys)


@EVERY
@given(put=VALUES, field=st.sampled_from(["cells", "source", "cell_type", "id", ""]), seed=st.integers(0, 10**6))
def test_random_values_in_a_notebook_never_end_in_a_traceback(shared, capsys, put, field, seed):
    path, chance = shared / "notebooks" / OWN, random.Random(seed)
    held = json.loads(path.read_text("utf-8"))
    if field == "cells":
        held["cells"] = put
    elif field:
        chance.choice(held["cells"])[field] = put
    else:
        held["cells"][chance.randrange(len(held["cells"]))] = put
    ends_well(shared, path, json.dumps(held).encode(), capsys)


@EVERY
@given(st.text(alphabet='ab “”"[]()#|`->*\n0123456789,.km s01ev49JulyApril–', max_size=200))
def test_random_markdown_never_ends_in_a_traceback(shared, capsys, text):
    path = shared / "notebooks" / OWN
    held = json.loads(path.read_text("utf-8"))
    held["cells"].append({"cell_type": "markdown", "id": "x", "metadata": {}, "source": text})
    ends_well(shared, path, json.dumps(held).encode(), capsys)


def test_every_text_of_a_map_that_is_an_id_is_looked_at(course):
    """An id with a letter too many is a finding, wherever in the views it stands."""
    views = tomllib.loads((CONTENT / "views.toml").read_text("utf-8"))["views"]
    for name in ("communities", "sketches", "sentences", "layers", "more"):
        view = next(one for one in views if one.get(name))
        value = [[*view[name][0], "tuareg9"]] if name == "communities" else [*view[name], f"{view[name][0]}9"]
        change(course, "views.toml", view["id"], {name: value})
        assert any("views.toml" in one and '9"' in one for one in found(course)), name
        change(course, "views.toml", view["id"], {name: view[name]})
