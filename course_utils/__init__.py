"""A course that reads one news article: what its content folder holds, shown, asked and checked.

Nothing is loaded until a lesson asks for it: `from course_utils import article, atlas, quiz`.
"""

__version__ = "0.1.0"

import sys as _sys

if "IPython" in _sys.modules:  # a notebook, where a learner's slips are said in a sentence and the page can be heard
    from course_utils import slips as _slips
    from course_utils.attempts import page_lines as _page_lines

    _slips.explain()
    _page_lines.listen()
