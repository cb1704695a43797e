"""Lines that a learner writes on the page around a lesson: what is wrong with a record that is read where it is named.

The page opens a channel of Jupyter's (a comm) with the line in it, and is told by its end what became of the line.
"""

from contextlib import suppress
from typing import Any

CHANNEL = "course_utils.fault"


def listen() -> None:
    """Hear such lines in the notebook that this runs in; elsewhere nothing changes."""
    with suppress(ImportError):  # a Python without notebooks
        import comm

        comm.get_comm_manager().register_target(CHANNEL, _hear)


def _hear(channel: Any, message: dict[str, Any]) -> None:
    from course_utils.attempts import faults  # what the course knows is loaded with the first line
    from course_utils.errors import CourseError

    given = message["content"]["data"]
    try:
        said = faults.of_record(given.get("record"), given.get("text"))
    except CourseError as error:
        said = str(error)
    channel.close(data={"said": said})
