"""What is given away: the records as data that others can read, and a release whose files are what they say."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from course_authors import data_package
from course_utils import knowledge
from course_utils.__main__ import main
from course_utils.knowledge.loader import all_of
from course_utils.quiz import bank
from deploy import release

ALWAYS = ["confidence", "content_note", "sources", "terms"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return the folder of the data, as the command writes it."""
    folder = tmp_path_factory.mktemp("given") / "data"
    assert main(["export", "data", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def described(data):
    return json.loads((data / "datapackage.json").read_text("utf-8"))


def rows_of(data, resource):
    return list(csv.DictReader(io.StringIO((data / resource["path"]).read_text("utf-8"), newline="")))


def test_the_description_names_every_table_with_its_columns_as_they_are(data, described):
    names = [one["name"] for one in described["resources"]]
    assert sorted([*(f"{name}.{form}" for name in names for form in ("csv", "json")), "places.geojson"]) == sorted(
        file.name for file in data.iterdir() if file.name != "datapackage.json"
    )
    assert described["licenses"][0]["name"] == "CC-BY-4.0" and described["version"]
    for one in described["resources"]:
        header = (data / one["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert header[-4:] == ALWAYS


def test_every_value_is_of_the_type_that_is_said(data, described):
    def number(text):
        float(text)
        return True

    fits = {"string": lambda text: True, "number": number, "boolean": lambda text: text in ("true", "false")}
    for one in described["resources"]:
        for row in rows_of(data, one):
            for field in one["schema"]["fields"]:
                value = row[field["name"]]
                assert value in one["schema"]["missingValues"] or fits[field["type"]](value), (one["name"], row)


def test_numbers_are_given_only_where_each_of_their_sources_allows_it(data, described, monkeypatch):
    assert "figure-rows" not in [one["name"] for one in described["resources"]]
    assert set(data_package.left_out()) == set(knowledge.figures())
    assert all(f" {id_}" in described["description"] for id_ in knowledge.figures())
    source = knowledge.source("ucdp-brd-241")
    monkeypatch.setitem(vars(source), "terms", "CC-BY-4.0")
    rows = data_package.tables()[-1].rows
    assert {row["figure"] for row in rows} == {"battle-deaths-state", "battle-deaths-by-pair"}
    assert {row["terms"] for row in rows} == {"CC-BY-4.0"}


def test_every_row_has_its_sources_and_terms_and_keys_hold(data, described):
    sources = {row["id"] for row in rows_of(data, next(o for o in described["resources"] if o["name"] == "sources"))}
    assert sources == set(knowledge.sources())
    for one in described["resources"]:
        rows = rows_of(data, one)
        assert rows, one["name"]
        for row in rows:
            named = row["sources"].split(";")
            assert set(named) <= sources and named != [""], (one["name"], row)
            assert row["terms"] == "CC-BY-4.0"
        for key in one["schema"].get("primaryKey", []):
            assert len({row[key] for row in rows}) == len(rows)


def test_places_are_points_for_programs_that_draw_maps(data):
    read = json.loads((data / "places.geojson").read_text("utf-8"))
    assert read["type"] == "FeatureCollection"
    assert [one["id"] for one in read["features"]] == list(knowledge.places())
    for one in read["features"]:
        place = knowledge.place(one["id"])
        assert one["geometry"] == {"type": "Point", "coordinates": [place.lon, place.lat]}
        assert one["properties"]["coord_precision"] == place.coord_precision and one["properties"]["sources"]


def test_csv_and_json_say_the_same(data, described):
    for one in described["resources"]:
        whole = json.loads((data / f"{one['name']}.json").read_text("utf-8"))
        cells = [{name: data_package._cell(value) for name, value in row.items()} for row in whole]
        assert [{name: str(value) for name, value in row.items()} for row in cells] == [
            {name: value.replace("\r\n", "\n") for name, value in row.items()} for row in rows_of(data, one)
        ]


def test_events_are_all_there_with_their_confidence_and_no_voice_and_no_route_is(data):
    events = json.loads((data / "events.json").read_text("utf-8"))
    assert {row["id"]: row["confidence"] for row in events} == {
        one.id: one.confidence for one in knowledge.events().values()
    }
    assert any(row["content_note"] for row in events) and not all(row["content_note"] for row in events)
    text = "".join(file.read_text("utf-8") for file in data.glob("*.json"))
    voices = [voice for group in all_of("set of voices").values() for voice in group.people]
    assert voices and not [voice for voice in voices if voice.words in text or voice.gist in text]
    assert not {"routes.csv", "voices.csv"} & {file.name for file in data.iterdir()}


@pytest.mark.slow
def test_a_release_holds_all_parts_and_their_checksums(tmp_path, capfd):
    site = tmp_path / "site"
    (site / "files").mkdir(parents=True)
    (site / "index.html").write_text("<h1>The course</h1>")
    (site / "files" / "one.txt").write_text("1")
    folder = tmp_path / "out"
    assert release.main(["--output", str(folder), "--site", str(site)]) == 0
    sums = [line.split("  ") for line in (folder / release.SUMS).read_text().splitlines()]
    assert {name for _, name in sums} == {file.name for file in folder.iterdir()} - {release.SUMS}
    for sum_, name in sums:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sum_
    parts = {file.name.split("-")[1]: zipfile.ZipFile(file) for file in folder.glob("*.zip")}
    assert set(parts) == {"data", "print", "site"}
    assert parts["site"].namelist() == ["files/one.txt", "index.html"]
    assert parts["print"].namelist() == [f"{lesson}.html" for lesson in bank.lessons()]
    assert "datapackage.json" in parts["data"].namelist()
    assert len(list(folder.glob("*.whl"))) == 1
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert release.main(["--output", str(folder), "--site", str(site)]) == 1
    assert "holds something already" in capfd.readouterr().err
    assert {file: file.read_bytes() for file in Path(folder).iterdir()} == before


def test_what_is_no_site_is_not_taken_for_one(tmp_path, capfd):
    assert release.main(["--output", str(tmp_path / "out"), "--site", str(tmp_path)]) == 1
    assert "is no site" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()
