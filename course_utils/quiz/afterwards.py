"""What opens after an answer: a look that learners are to see when they have settled something themselves."""

from markupsafe import Markup

from course_utils.attempts import learner, store
from course_utils.display import View, render
from course_utils.language import gettext
from course_utils.quiz import bank


def after(name: str, view: View) -> View:
    """Return a look that stays folded until this learner has answered all of a quiz, and is open from then on.

    It is a courtesy, as a seal is: whoever opens the fold sees the look. As text it is one sentence until then.
    """
    answered = {attempt.question for attempt in store.read(learner.current()).attempts if attempt.quiz == name}
    done = all(question.id in answered for question in bank.question_set(name))
    shut = gettext("This opens after your answers to the questions above. Give them first, then run this again.")
    html = render("after.html", name=name, done=done, view=Markup(view.html))
    return View(view.text if done else shut, html)
