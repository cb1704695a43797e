"""A course on the Libyan conflict through one news article.

Nothing is loaded until a lesson asks for it: `from course_utils import article, atlas, quiz`.
"""

__version__ = "0.1.0"
