"""What a learner of a rehearsal answers: well formed and by chance, from what the browser is shown and nothing else."""

from random import Random
from typing import Any

WORDS = "I would look for the statement itself."


def response(question: dict[str, Any], chance: Random) -> Any:
    """Return an answer to a question as the front end has it: its kind and what there is to choose from."""
    match question["kind"]:
        case "choice":
            return chance.choice(question["options"])
        case "choices":
            return chance.sample(question["options"], chance.randint(1, len(question["options"])))
        case "order":
            return chance.sample(question["items"], len(question["items"]))
        case "match" | "classify":
            return {row: chance.choice(question["choices"]) for row in question["rows"]}
        case "highlight":
            return sorted(chance.sample(range(len(question["words"])), 2))
        case "number":
            return str(chance.randint(1, 2000))
        case "date":
            return f"{chance.randint(2011, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case "place":
            return [round(chance.uniform(20, 33), 2), round(chance.uniform(10, 25), 2)]
        case "predict":
            return chance.choice(question["options"] or [WORDS])
        case _:
            return WORDS
