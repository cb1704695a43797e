"""The kinds of question, by the name that a question file uses."""

from course_utils.quiz.kinds.brief import Brief
from course_utils.quiz.kinds.choice import Choice, Choices
from course_utils.quiz.kinds.highlight import Highlight
from course_utils.quiz.kinds.number_and_date import Date, Number
from course_utils.quiz.kinds.open_answer import Predict, Reflect
from course_utils.quiz.kinds.order_match_classify import Classify, Match, Order
from course_utils.quiz.kinds.rate import Rate
from course_utils.quiz.kinds.search import Search
from course_utils.quiz.kinds.sketch import Sketch
from course_utils.quiz.kinds.text_and_place import Place, Text
from course_utils.quiz.kinds.weigh import Weigh
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
    "rate": Rate,
    "reflect": Reflect,
    "search": Search,
    "sketch": Sketch,
    "text": Text,
    "weigh": Weigh,
}
