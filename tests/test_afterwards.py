"""What opens after an answer: shut at first, open once all of the quiz is answered, and shut again for another name."""

from samples import right

from course_utils import article, quiz
from course_utils.attempts import learner
from course_utils.quiz import bank

NAME = "01-the-article/check"


def test_a_look_opens_when_every_question_is_answered():
    view = article.show("s04")
    asked = bank.question_set(NAME)
    for question in asked:
        shut = quiz.after(NAME, view)
        assert "after your answers" in shut.text and view.text not in shut.text
        assert "<details" in shut.html and " open>" not in shut.html
        quiz.show(NAME).answer(question.id, right(question))
    opened = quiz.after(NAME, view)
    assert opened.text == view.text and view.html in opened.html
    assert " open>" in opened.html and f'data-after="{NAME}"' in opened.html
    learner.switch("somebody-else")
    assert view.text not in quiz.after(NAME, view).text
