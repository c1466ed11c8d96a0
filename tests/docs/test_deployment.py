"""The example files for systemd and containers, as far as a test can check them."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from server.command_line import COMMANDS
from server.settings import Settings

FOLDER = Path(__file__).parents[2] / "server" / "examples"


def _unit() -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(FOLDER / "councilgraph.service", encoding="utf-8")
    return unit


def test_the_settings_file_is_one() -> None:
    found = Settings.load(file=FOLDER / "councilgraph.toml", environment={})
    assert found.store == "/var/lib/councilgraph/store"


def test_the_unit_starts_a_command_that_exists_with_folders_that_agree() -> None:
    service = _unit()["Service"]
    words = service["ExecStart"].split()
    assert words[0].endswith("/councilgraph")
    assert words[-1] in COMMANDS
    assert "--config" in words
    state = f"/var/lib/{service['StateDirectory']}"
    assert Settings.load(file=FOLDER / "councilgraph.toml", environment={}).store.startswith(state)


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    if not tool:
        pytest.skip("systemd-analyze is not installed")
    text = (FOLDER / "councilgraph.service").read_text(encoding="utf-8")
    unit = tmp_path / "councilgraph.service"
    unit.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text), encoding="utf-8")
    done = subprocess.run([tool, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False)
    assert "councilgraph.service" not in done.stderr, done.stderr


def test_the_containerfile_names_what_is_there() -> None:
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    settings = set(re.findall(r"COUNCILGRAPH_\w+", text))
    assert settings <= {f"COUNCILGRAPH_{name.upper()}" for name in Settings.__dataclass_fields__}
    assert (FOLDER.parents[1] / "constraints.txt").is_file()
    commands = set(re.findall(r"councilgraph:/data councilgraph (\w+)", text)) | {"serve"}
    assert commands <= set(COMMANDS)
    assert re.search(r"^USER councilgraph$", text, re.MULTILINE)
