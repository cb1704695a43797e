"""The same program in processes of its own."""

import subprocess
import sys


def printed_in_two_processes(program: str) -> set[bytes]:
    """Return what the program prints in two processes whose hashes differ: one text where it is always the same."""
    return {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
