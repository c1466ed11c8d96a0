"""`python -m tests.generate COUNT PLACE`: generated articles as files in a folder, or as JSON Lines where PLACE says .jsonl."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.generate.articles import SEED, articles


def write(count: int, place: Path, seed: int = SEED) -> None:
    """A thousand files a folder, each article with its sidecar, or one line an article."""
    if place.suffix == ".jsonl":
        with place.open("w", encoding="utf-8") as out:
            for article in articles(count, seed):
                out.write(json.dumps(article.record(), ensure_ascii=False) + "\n")
        return
    for number, article in enumerate(articles(count, seed)):
        folder = place / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{article.key}.txt").write_text(article.text, encoding="utf-8")
        beside = {name: value for name, value in article.record().items() if name != "text"}
        (folder / f"{article.key}.meta.json").write_text(json.dumps(beside, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
