"""The kinds of question, by the name that a question file uses."""

from course_utils.quiz.kinds.arrange import Classify, Match, Order
from course_utils.quiz.kinds.brief import Brief
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.free import Predict, Reflect
from course_utils.quiz.kinds.name import Place, Text
from course_utils.quiz.kinds.value import Date, Number
from course_utils.quiz.kinds.wording import Highlight
from course_utils.quiz.question import Question

KINDS: dict[str, type[Question]] = {
    "brief": Brief,
    "choice": Choice,
    "choices": Choices,
    "classify": Classify,
    "date": Date,
    "highlight": Highlight,
    "match": Match,
    "number": Number,
    "order": Order,
    "place": Place,
    "predict": Predict,
    "reflect": Reflect,
    "text": Text,
}
