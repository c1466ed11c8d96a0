"""The command line that runs one of our modules as a process of its own, wherever this package lies."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def program(module: str, *arguments: str) -> list[str]:
    """`main()` of the module in a fresh interpreter that finds the same code as this one."""
    start = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from {module} import main; main()"
    return [sys.executable, "-c", start, *arguments]
