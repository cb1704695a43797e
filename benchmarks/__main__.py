"""`python -m benchmarks [NAME …]`: run the measurements and write what they print into docs/performance.md."""

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
REPORT = FOLDER.parent / "docs" / "performance.md"


def main(names: list[str]) -> None:
    """Run each measurement in a process of its own and put its Markdown between the marks that bear its name."""
    known = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    for name in names or known:
        if name not in known:
            sys.exit(f'There is no measurement "{name}". Choose one of: {", ".join(known)}.')
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        printed = subprocess.run(
            command, cwd=FOLDER.parent, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()
        print(printed, "\n")
        section = f"<!-- {name} -->\n{printed}\n<!-- end of {name} -->"
        report = REPORT.read_text(encoding="utf-8")
        marks = re.compile(rf"<!-- {name} -->.*<!-- end of {name} -->", re.DOTALL)
        if not marks.search(report):
            report = f"{report.rstrip()}\n\n<!-- {name} --><!-- end of {name} -->\n"
        report = marks.sub(section.replace("\\", r"\\"), report)
        REPORT.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
