"""The records of the course as data for others: CSV, JSON and, of places, GeoJSON, with a description for programs.

The description follows the Data Package standard (https://datapackage.org). What is in the tables, and what is not:
`course_utils.knowledge.tables`.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

from course_utils import __version__, knowledge
from course_utils.errors import writing
from course_utils.knowledge.tables import TERMS, Rows, is_free
from course_utils.knowledge.tables import tables as given

_LICENCE = {
    "name": TERMS,
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


class Table(Rows):
    """A table with what a file and a description say of it."""

    @property
    def csv(self) -> str:
        """The rows as CSV (RFC 4180); a list is its parts with a semicolon between them."""
        out = io.StringIO()
        lines = csv.DictWriter(out, self.columns)
        lines.writeheader()
        lines.writerows({name: _cell(value) for name, value in row.items()} for row in self.rows)
        return out.getvalue()

    @property
    def resource(self) -> dict[str, Any]:
        """What the description says of it."""
        fields = [{"name": name, "type": self._type(name)} for name in self.columns]
        keys = [
            {"fields": [name], "reference": {"resource": "sources", "fields": ["id"]}}
            for name in ("source",)
            if name in self.columns
        ]
        described = {"fields": fields, "missingValues": [""]} | ({"foreignKeys": keys} if keys else {})
        if self.name != "figure-rows":
            described["primaryKey"] = ["id"]
        return {
            "name": self.name,
            "path": f"{self.name}.csv",
            "title": self.title,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
            "schema": described,
        }

    @property
    def geojson(self) -> str | None:
        """The rows as GeoJSON (RFC 7946), WGS 84, a point each or none; None for a table without coordinates."""
        if not {"lat", "lon"} <= set(self.columns):
            return None
        features = []
        for row in self.rows:
            where = [row["lon"], row["lat"]]
            point = None if None in where else {"type": "Point", "coordinates": where}
            said = {name: value for name, value in row.items() if name not in ("lat", "lon")}
            features.append({"type": "Feature", "id": row["id"], "geometry": point, "properties": said})
        return _json({"type": "FeatureCollection", "features": features})

    def _type(self, name: str) -> str:
        values = [row[name] for row in self.rows if row[name] is not None]
        if values and all(isinstance(one, bool) for one in values):
            return "boolean"
        if values and all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
            return "number"
        return "string"


def tables() -> list[Table]:
    """Return a table for each kind of record that is given away, and one for the numbers of figures, if any may be."""
    return [Table(**vars(one)) for one in given()]


def left_out() -> list[str]:
    """Return the ids of the figures whose numbers are not given: a source does not clearly allow it."""
    return [figure.id for figure in knowledge.figures().values() if not is_free(figure)]


def write(folder: Path) -> list[Table]:
    """Write all tables and their description into a folder, and return the tables; CourseError if it cannot be."""
    found = tables()
    course = knowledge.course()
    described = {
        "name": "course-records",
        "title": course.title,
        "description": f"Facts as of {course.reaches}. `confidence`, `content_note`, `sources` (ids of the table "
        "sources) and `terms` (the licence) stand in each row. A row with a content note tells of violence. "
        f"Numbers left out, since nobody has read that they may be passed on: {', '.join(left_out()) or 'none'}.",
        "version": __version__,
        "licenses": [_LICENCE],
        "resources": [one.resource for one in found],
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for one in found:
            (folder / f"{one.name}.csv").write_bytes(one.csv.encode())
            (folder / f"{one.name}.json").write_text(_json(one.rows), "utf-8")
            if drawn := one.geojson:
                (folder / f"{one.name}.geojson").write_text(drawn, "utf-8")
        (folder / "datapackage.json").write_text(_json(described), "utf-8")
    return found


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ";".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
