"""The query editor: a lock file without addresses, a page that works without it, licences of all that is in it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

import server.pages
from server.pages import sparql_page

PAGES = Path(server.pages.__file__).parent
FOLDER, BUILT = PAGES / "editor", PAGES / "static" / "editor"


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The build hook, writing into an empty folder."""
    if not FOLDER.is_dir():
        pytest.skip("an installed package has no sources of the editor")
    spec = importlib.util.spec_from_file_location("build_hook", FOLDER / "build_hook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "OUTPUT", tmp_path / "editor")
    return module


def test_the_lock_file_names_no_place_to_download_from() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert packages
    assert not [name for name, about in packages.items() if "resolved" in about]
    assert not [name for name, about in packages.items() if not about.get("integrity")]


def test_without_node_the_build_says_so_and_goes_on(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "_on_machine", lambda: None)
    monkeypatch.setattr(hook, "_packaged", lambda: None)
    told: list[str] = []
    assert hook.build(told.append) is False
    assert len(told) == 1
    assert "plain form" in told[0]


def test_what_fails_is_said_and_leaves_nothing(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "npm", stderr=b"no network")

    monkeypatch.setattr(hook, "_on_machine", lambda: ("node", ["npm"]))
    monkeypatch.setattr(hook, "_run", fail)
    told: list[str] = []
    assert hook.build(told.append) is False
    assert "no network" in told[0]
    assert not hook.OUTPUT.exists()


def test_what_is_built_from_the_same_sources_is_not_built_again(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bundle(*_: object) -> None:
        built.append(1)
        hook.OUTPUT.mkdir()

    built: list[int] = []
    monkeypatch.setattr(hook, "_on_machine", lambda: ("node", ["npm"]))
    monkeypatch.setattr(hook, "_bundle", bundle)
    assert hook.build(pytest.fail) is True
    assert hook.build(pytest.fail) is True
    assert built == [1]


@pytest.mark.skipif(not BUILT.is_dir(), reason="the editor was not built")
def test_licences_of_all_that_is_bundled_are_served(client: FlaskClient) -> None:
    with client.get("/assets/editor/licences.txt") as answer:
        text = answer.get_data(as_text=True)
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    for name, about in lock["packages"].items():
        if name and not about.get("dev"):
            assert name.removeprefix("node_modules/") in text
    assert "Permission is hereby granted" in text


@pytest.mark.parametrize("there", [True, False])
def test_the_page_asks_for_the_editor_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: bool
) -> None:
    script = tmp_path / "editor.js"
    if there:
        script.touch()
    monkeypatch.setattr(sparql_page, "_EDITOR", script)
    assert sparql_page.has_editor() is there
