"""What a learner of a rehearsal answers: well formed and by chance, from what the browser is shown and nothing else."""

from random import Random
from typing import Any

WORDS = "I would look for the statement itself."


def response(question: dict[str, Any], chance: Random) -> Any:
    """Return an answer to a question as the front end has it: its kind and what there is to choose from."""
    if grounds := question.get("grounds"):
        alone = {name: value for name, value in question.items() if name != "grounds"}
        return {"answer": response(alone, chance), "ground": chance.choice(_ids(grounds["options"]))}
    match question["kind"]:
        case "choice":
            return chance.choice(_ids(question["options"]))
        case "choices":
            return chance.sample(_ids(question["options"]), chance.randint(1, len(question["options"])))
        case "order":
            return chance.sample(_ids(question["items"]), len(question["items"]))
        case "match" | "classify" | "rate":
            return {row: chance.choice(_ids(question["choices"])) for row in _ids(question["rows"])}
        case "search":
            opened = chance.sample(_ids(question["rows"]), question["opens"])
            return {row: chance.choice(_ids(question["choices"])) for row in opened}
        case "highlight":
            return sorted(chance.sample(range(len(question["words"])), 2))
        case "number":
            return str(chance.randint(1, 2000))
        case "date":
            return f"{chance.randint(2011, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case "place":
            return [round(chance.uniform(20, 33), 2), round(chance.uniform(10, 25), 2)]
        case "predict":
            return chance.choice(_ids(question["options"]) or [WORDS])
        case _:
            return WORDS


def _ids(parts: list[dict[str, str]]) -> list[str]:
    return [part["id"] for part in parts]
