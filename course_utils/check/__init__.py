"""`python -m course_utils check`: gives all that is to be mended in content, questions, notebooks and pages."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course_utils.check import (
    evidence,
    freshness,
    links,
    names,
    notebooks,
    questions,
    quotations,
    reading,
    seals,
    values,
    wording,
)  # fmt: skip
from course_utils.check.finding import Finding

_RULES = (links, values, questions, quotations, wording, names, freshness, evidence, seals, notebooks)


@dataclass(frozen=True)
class Report:
    """What was read, and everything in it that is to be mended, in the order of the files."""

    findings: tuple[Finding, ...]
    records: int
    questions: int
    notebooks: int

    def __str__(self) -> str:
        read = f"{self.records} records, {self.questions} questions, {self.notebooks} notebooks"
        if not self.findings:
            return f"Nothing to mend: {read}."
        return "\n".join([*map(str, self.findings), f"{len(self.findings)} to mend in {read}."])


def check(content: Path, notebooks: Path) -> Report:
    """Return all that is to be mended in the two folders, and in README.md and docs/ beside the notebooks."""
    course, found = reading.read(content, notebooks)
    for rule in _RULES:
        found += rule.findings(course)
    records = sum(map(len, course.entries.values()))
    return Report(tuple(sorted(set(found))), records, len(course.questions), len(course.notebooks))


def stale(content: Path, notebooks: Path, days: int, today: date | None = None) -> list[Finding]:
    """Return what was last looked at more than so many days before today, and what was due by then."""
    course, _ = reading.read(content, notebooks)
    return freshness.stale(course, days, today or date.today())


def sources(content: Path, notebooks: Path) -> str:
    """Return how many sources of each kind each lesson rests on, and why each weak statement stays, as text."""
    course, _ = reading.read(content, notebooks)
    return evidence.by_lesson(course)
