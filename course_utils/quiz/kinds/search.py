"""Leave the page (`search`): open a few of the results of a search, and say of each what it settles."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from course_utils import knowledge
from course_utils.dates import spell
from course_utils.errors import UnknownId
from course_utils.knowledge.record import record_of
from course_utils.language import gettext, gettext_noop, ngettext
from course_utils.quiz.kinds.order_match_classify import Classify, Sorted, Sorting
from course_utils.quiz.option import Named, find
from course_utils.quiz.question import Question, Result, share, tables

_UNSETTLED = 0.5  # the most that is earned where nothing that was opened settles the question


@record_of()
class Found(Sorted):
    """One result: its title, and what the page of results and the page behind it say, in the course's own words."""

    source: str
    summary: str
    page: str

    @property
    def about(self) -> str:
        """Who published it, and when."""
        source = knowledge.source(self.source)
        return gettext(
            "{publisher}, {date}",
            publisher=source.publisher,
            date=spell(source.date) if source.date else gettext("no date"),
        )


@record_of()
class Search(Sorting):
    """Of the results at most `opens` are opened; the response has a class, or nothing yet, for each of those.

    Something that was opened must belong to the class `settles`: to sort copies rightly is not to find out.
    """

    results: tuple[Found, ...]
    classes: tuple[Named, ...]
    opens: int
    settles: str

    form = gettext_noop("Open no more results than you may, and choose what each of them settles.")

    def __post_init__(self):
        object.__setattr__(self, "classes", tables(self, "classes", Named, self.classes))
        object.__setattr__(self, "results", tables(self, "results", Found, self.results))
        super().__post_init__()
        for result in self.results:
            try:
                knowledge.source(result.source)
            except UnknownId as unknown:
                raise self.fault("results", str(unknown)) from None
        names = ", ".join(one.name for one in self.classes)
        for named in [self.settles, *(result.belongs_to for result in self.results)]:
            if not any(one.means(named) for one in self.classes):
                raise self.fault("classes", f'the class "{named}" is not one of: {names}.')
        if not any(self.settling(result) for result in self.results):
            raise self.fault("settles", "no result belongs to this class.")
        if not 1 <= self.opens < len(self.results):
            raise self.fault("opens", "it must be 1 at least, and less than there are results.")

    def things(self) -> tuple[Sorted, ...]:
        """Return the results."""
        return self.results

    def judge(self, response: Any) -> Result:
        """Return the share of results rightly sorted, what is said of these, and what the others would have given."""
        made = self.by_id(response)
        if len(made) > self.opens:
            raise ValueError("too many are opened")
        right = [row for row in self.rows() if made.get(row.name) == row.partner.name]
        said = ngettext("{right} of {count} are right.", "{right} of {count} are right.", self.opens, right=len(right))
        score = len(right) / self.opens
        if not any(self.settling(result) for result in self.results if result.name in made):
            score = min(score, _UNSETTLED)
            said = f"{said} {gettext('Nothing that you opened settles the question.')}"
        parts = [(f"{row.text} – {row.partner.text}", row.feedback) for row in right]
        parts += [(shut_said(row.text), row.feedback) for row in self.rows() if row.name not in made]
        return share(score, said, parts)

    def mistakes(self, response: Any, result: Result, cut: Callable[..., str]) -> list[tuple[str, str]]:
        """Return what was opened and wrongly sorted; where nothing settles the question, what was opened."""
        made = self.by_id(response)
        opened = [row for row in self.rows() if row.name in made]
        wrong = [row for row in opened if made[row.name] != row.partner.name]
        said = [
            (row, find(self.classes, name).text if (name := made[row.name]) else gettext("nothing")) for row in wrong
        ]
        return [(cut(f"{row.text} – {text}"), row.feedback) for row, text in said] or [
            (cut(row.text), row.feedback) for row in opened
        ]

    def face(self) -> dict[str, Any]:
        """Return the results as a page of results has them, the pages behind them, the classes and how many open."""
        rows = [one.face | {"about": one.about, "summary": one.summary, "page": one.page} for one in self.results]
        return super().face() | {"rows": rows, "opens": self.opens}

    def lines(self) -> list[str]:
        """Return the results, then what stands behind each: on paper and as text nothing can be shut."""
        found = [f"- {one.text}. {one.about}. {one.summary}" for one in self.results]
        behind = [gettext("Opened, “{title}” says: {page}", title=one.text, page=one.page) for one in self.results]
        limit = ngettext("Open {count} of them at most.", "Open {count} of them at most.", self.opens)
        return [*found, limit, *behind, gettext("as: {choices}", choices=self.among())]

    def all_open(self) -> Classify:
        """Return the same for tools that can keep nothing shut: every result, with the page behind it, is sorted."""
        items = tuple(
            Sorted(
                id=one.id,
                text=f"{one.text}. {one.about}. {one.summary} {one.page}",
                belongs_to=one.belongs_to,
                feedback=one.feedback,
            )
            for one in self.results
        )
        common = {name: getattr(self, name) for name in (one.name for one in fields(Question))}
        return Classify(**common | {"kind": "classify"}, items=items, classes=self.classes)

    def settling(self, result: Found) -> bool:
        """Return whether what was opened settles the question."""
        return find(self.classes, result.belongs_to) == find(self.classes, self.settles)


def shut_said(title: str) -> str:
    """Return what is said of a result that was not opened."""
    return gettext("Not opened: {title}", title=title)
