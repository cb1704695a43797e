"""What the graded questions ask for: how many of each level, in two steps, and which objectives have few."""

from collections import Counter

from course_authors.check.course import Course
from course_utils.quiz.question import LEVELS

ABOVE = ("analyse", "evaluate", "create")
LEAST_ABOVE, MOST_RECALL, FEWEST_STEPS, FEWEST_ITEMS = 45, 25, 20, 3


def counted(course: Course) -> str:
    """Return the counts beside what the course wants of them, and each objective with fewer than three, as text."""
    graded = [one.fields for one in course.questions if one.asked_as.graded]
    levels = Counter(one.get("level") for one in graded)

    def share(*names: str) -> str:
        return f"{100 * sum(levels[name] for name in names) / max(1, len(graded)):.0f} %"

    asked = Counter(one.get("objective") for one in graded)
    for one in (one.fields for one in course.questions):
        asked[one.get("objective")] += len(one.get("claims", ()))  # each is rated, and a report measures it
    few = [f"{id_} ({asked[id_]})" for id_ in course.objectives if asked[id_] < FEWEST_ITEMS]
    return "\n".join(
        [
            f"{len(graded)} graded questions: " + ", ".join(f"{name} {levels[name]}" for name in LEVELS) + ".",
            f"Analysis and judgement: {share(*ABOVE)} ({LEAST_ABOVE} or more). "
            f"Recall: {share('remember')} ({MOST_RECALL} or less).",
            f"In two steps: {sum('grounds' in one for one in graded)} ({FEWEST_STEPS} or more).",
            f"Objectives with fewer than {FEWEST_ITEMS} graded questions: {', '.join(few) or 'none'}.",
        ]
    )
