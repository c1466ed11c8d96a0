"""The style of pictures that stand alone: the style sheet's lines for pictures, with its light colours put in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_SHEET = (Path(__file__).parents[1] / "static" / "style.css").read_text(encoding="utf-8")
TOKENS: Final = dict(re.findall(r"--([\w-]+):([^;}]+)", _SHEET.partition("@media")[0]))
"""The tokens of the light scheme, which stand first."""
_RULES = "".join(line for line in _SHEET.splitlines() if line.startswith("svg "))
STYLE: Final = re.sub(r"var\(--([\w-]+)\)", lambda found: TOKENS[found[1]], _RULES.replace("svg ", ""))
