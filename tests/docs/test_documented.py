"""What is not documented does not exist: every command, option, setting, address, question and column is described."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from server.operations.openapi import entry
from server.settings import Settings
from tests.docs.reference import TARGET, application, commands, reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def test_the_reference_says_what_the_program_says() -> None:
    wanted = reference()
    assert TARGET.read_text(encoding="utf-8") == wanted, "run: python -m tests.docs > docs/reference.md"


def test_every_command_and_option_says_what_it_does() -> None:
    missing = [words for words, command in commands() if not command.help]
    for words, command in commands():
        missing += [
            f"{words} {option.opts[0]}"
            for option in command.params
            if isinstance(option, click.Option)
            and not option.help
            and option.opts[0] not in ("-f", "--format", "--help")
        ]
    assert missing == []


def test_every_setting_has_a_meaning_and_a_variable_of_its_own() -> None:
    about = [entry_.metadata for entry_ in fields(Settings)]
    assert all(each["meaning"].endswith(".") for each in about)
    assert len({each["environment"] for each in about}) == len(about)
    text = TARGET.read_text(encoding="utf-8")
    assert [each["environment"] for each in about if f"`{each['environment']}`" not in text] == []


def test_every_route_says_what_it_is() -> None:
    app = application()
    missing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if entry(rule.rule) is None or not app.view_functions[rule.endpoint].__doc__
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_files_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
    if page.name == "CONTRIBUTING.md":
        for name in re.findall(r"`((?:graph|server|ontology|tests|docs)/[\w./*-]*)`", text):
            assert list(ROOT.glob(name.rstrip("/"))), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_questions_named_exist(page: Path) -> None:
    from graph.saved_query import saved_queries
    from server.command_line import COMMANDS

    text = page.read_text(encoding="utf-8")
    for name in re.findall(
        r"councilgraph(?: --(?:store|config) \S+)* ([a-z]+)\b", "\n".join(re.findall(r"`+[^`]+`+", text))
    ):
        assert name in COMMANDS, name
    for name in re.findall(r" query ([a-z][a-z-]+-[a-z-]+)", text):
        assert name in saved_queries(), name
