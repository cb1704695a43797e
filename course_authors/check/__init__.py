"""`python -m course_utils check`: gives all that is to be mended in content, questions, notebooks and pages."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course_authors.check import (
    basis,
    documents,
    evidence,
    freshness,
    levels,
    links,
    listing,
    names,
    notebooks,
    questions,
    quotations,
    reader,
    seals,
    values,
    voices,
    wording,
)  # fmt: skip
from course_authors.check.diagnostic import Finding

_RULES = (
    links, values, questions, quotations, wording, names, freshness, evidence, documents, voices, seals, notebooks,
    basis, listing,
)  # fmt: skip


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
    course, found = reader.read(content, notebooks)
    for rule in _RULES:
        found += rule.findings(course)
    records = sum(map(len, course.entries.values()))
    return Report(tuple(sorted(set(found))), records, len(course.questions), len(course.notebooks))


def stale(content: Path, notebooks: Path, days: int, today: date | None = None) -> list[Finding]:
    """Return what was last looked at more than so many days before today, and what was due by then."""
    course, _ = reader.read(content, notebooks)
    return freshness.stale(course, days, today or date.today())


def sources(content: Path, notebooks: Path) -> str:
    """Return how many sources of each kind each lesson rests on, and why each weak statement stays, as text."""
    course, _ = reader.read(content, notebooks)
    return evidence.by_lesson(course)


def counted(content: Path, notebooks: Path) -> str:
    """Return what the graded questions ask for, counted, and the objectives with few of them, as text."""
    course, _ = reader.read(content, notebooks)
    return levels.counted(course)
