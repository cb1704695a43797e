"""One declaration: loading, `check` and the schemas for editors say the same of the same table."""

import json
import tomllib
from pathlib import Path

import pytest
from as_toml import toml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from course_authors.check import json_schema, reader
from course_utils import schema as declaration
from course_utils.__main__ import main
from course_utils.errors import ContentError
from course_utils.knowledge import loader
from course_utils.knowledge.loader import KINDS

CONTENT = Path(__file__).parents[1] / "course_utils" / "content"
SCHEMAS = CONTENT / "schemas"
FILES = sorted([*CONTENT.rglob("*.toml"), CONTENT / "routes.geojson"])
TOML = {kind: (file, array) for kind, (_, file, array) in KINDS.items() if file.endswith(".toml")}


def schema_of(path):
    name = path.stem if path.parent == CONTENT else "questions"
    return SCHEMAS / f"{name}.json"


def faults(schema, held):
    return [error.message for error in Draft7Validator(json.loads(schema.read_text("utf-8"))).iter_errors(held)]


def read(path):
    text = path.read_text("utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)


def test_the_schemas_for_editors_are_up_to_date():
    assert {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()} == json_schema.texts(CONTENT)


def test_the_command_writes_what_is_not_up_to_date(tmp_path):
    (tmp_path / "vocabularies.toml").write_text((CONTENT / "vocabularies.toml").read_text("utf-8"), encoding="utf-8")
    assert {path.name for path in json_schema.write(tmp_path)} == {path.name for path in SCHEMAS.iterdir()}
    assert json_schema.write(tmp_path) == []
    assert main(["schema"]) == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_every_content_file_fits_its_schema_and_names_it(path):
    schema = schema_of(path)
    Draft7Validator.check_schema(json.loads(schema.read_text("utf-8")))
    assert faults(schema, read(path)) == []
    if path.suffix == ".toml":
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith("#:schema ")
        assert (path.parent / first.removeprefix("#:schema ")).resolve() == schema


PLANTED = [
    ("timeline.toml", {"titel": "They met"}),
    ("timeline.toml", {"title": None}),
    ("timeline.toml", {"title": " "}),
    ("timeline.toml", {"places": "sirte"}),
    ("timeline.toml", {"date": "18 July 2022"}),
    ("timeline.toml", {"date": 2022}),
    ("timeline.toml", {"phase": "then"}),
    ("timeline.toml", {"confidence": "quite"}),
    ("timeline.toml", {"content_note": "yes"}),
    ("timeline.toml", {"control": [{"plaec": "sirte", "taken_by": "lna"}]}),
    ("actors.toml", {"camp": "north"}),
    ("actors.toml", {"name_ar": "Haftar"}),
    ("places.toml", {"lat": "31"}),
    ("places.toml", {"lat": 99.5}),
    ("places.toml", {"country": "Libya"}),
    ("figures.toml", {"rows": [{"date": "2020", "value": "many", "source": "dtm-r3-2016"}]}),
    ("figures.toml", {"chart": "pie"}),
    ("borders.toml", {"length_km": 0}),
    ("claims.toml", {"status": "corroborate"}),
    ("views.toml", {"max_zoom": 40}),
    ("lessons.toml", {"objectives": [{"id": "02-a"}]}),
    ("questions/01-the-article.toml", {"options": [{"txt": "a"}]}),
    ("questions/01-the-article.toml", {"kind": "chioce"}),
    ("questions/01-the-article.toml", {"version": "2"}),
    ("questions/01-the-article.toml", {"colour": "red"}),
]


@pytest.mark.parametrize(("file", "fields"), PLANTED, ids=lambda one: str(one)[:50])
def test_a_planted_fault_is_found_in_the_editor(file, fields):
    held = read(CONTENT / file)
    [(_, tables)] = held.items()
    tables[0] |= fields
    tables[0] = {name: value for name, value in tables[0].items() if value is not None}
    assert faults(schema_of(CONTENT / file), held)


NEAR = ["2022", "2022-07", "2022-02-30", "2019/2021", "high", "person", "west", "day", "LY", "ليبيا", "", " ", "s01"]
SCALARS = st.sampled_from([*NEAR, 0, 1, -1, 7, 99.5, 1e400, True, False]) | st.text("ab é", max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(["id", "date", "place", "x"]), one),
    max_leaves=6,
).filter(lambda value: "inf" not in repr(value))
ENTRIES = {kind: read(CONTENT / file)[array] for kind, (file, array) in TOML.items()}


@st.composite
def changed(draw):
    kind = draw(st.sampled_from(sorted(kind for kind in ENTRIES if kind != "vocabulary")))
    entry = dict(draw(st.sampled_from(ENTRIES[kind])))
    names = draw(st.lists(st.sampled_from([*entry, "as_of", "end", "until", "note", "x"]), max_size=2))
    for name in names:
        others = [one[name] for one in ENTRIES[kind] if name in one]
        value = draw(st.none() | VALUES | (st.sampled_from(others) if others else st.nothing()))
        entry = {n: v for n, v in entry.items() if n != name} | ({} if value is None else {name: value})
    return kind, entry


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("content")
    (made / "vocabularies.toml").write_text((CONTENT / "vocabularies.toml").read_text("utf-8"), encoding="utf-8")
    return made


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed())
def test_what_check_passes_loads_and_what_it_refuses_does_not_and_an_editor_warns_of_nothing_else(folder, one):
    kind, entry = one
    file, array = TOML[kind]
    lines = [f"[[{array}]]", *(f"{json.dumps(name)} = {toml(value)}" for name, value in entry.items())]
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    refused = [str(found) for found in reader.read(folder, folder / "none")[1] if found.file == file]
    (folder / file).unlink()
    try:
        made = loader.build(KINDS[kind][0], entry, file)
    except ContentError as error:
        assert refused, error
        assert str(error).startswith(f"{file}, ") and str(error).endswith(".") and "\n" not in str(error)
    else:
        assert refused == [] and made.id == entry["id"]
    if faults(SCHEMAS / f"{Path(file).stem}.json", {array: [entry]}):
        assert refused


@pytest.mark.parametrize(
    ("value", "hint", "fits"),
    [
        (3, float, True),
        (True, float, False),
        (float("nan"), float, False),
        (10**400, int, False),
        ("", str, True),
        (None, str | None, True),
        (None, str, False),
        ("3", str | int | float, True),
        (("a", "b"), tuple[str, ...], True),
        (["a"], tuple[str, ...], False),
        (("a", 1), tuple[str, ...], False),
    ],
)
def test_a_question_that_was_made_is_held_against_the_same_declaration(value, hint, fits):
    assert declaration.fits(value, hint) is fits
