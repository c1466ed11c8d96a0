"""Credentials come from the environment or a file, and are never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadSetting
from graph.store.credentials import Credentials, checked_address, is_address, read_credentials
from graph.store.engines.endpoint import Endpoint, _is_private

SECRET = "open-sesame-17"


def test_from_the_environment() -> None:
    given = {"COUNCILGRAPH_STORE_USER": "jane", "COUNCILGRAPH_STORE_PASSWORD": SECRET}
    assert read_credentials(given) == Credentials("jane", SECRET)
    assert read_credentials({}) is None
    assert SECRET not in repr(read_credentials(given))


def test_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"jane:{SECRET}:with:colons\n", encoding="utf-8")
    assert read_credentials({"COUNCILGRAPH_STORE_CREDENTIALS": str(path)}) == Credentials(
        "jane", f"{SECRET}:with:colons"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"COUNCILGRAPH_STORE_USER": "jane"},
        {"COUNCILGRAPH_STORE_PASSWORD": SECRET},
        {"COUNCILGRAPH_STORE_CREDENTIALS": "missing-file"},
        {"COUNCILGRAPH_STORE_CREDENTIALS": "x", "COUNCILGRAPH_STORE_USER": "j", "COUNCILGRAPH_STORE_PASSWORD": SECRET},
    ],
)
def test_half_a_pair_is_refused_without_telling(given: dict[str, str]) -> None:
    with pytest.raises(BadSetting) as caught:
        read_credentials(given)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("line", ["", "jane", "jane:", f":{SECRET}"])
def test_a_file_that_holds_no_pair_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "secret"
    path.write_text(line)
    with pytest.raises(BadSetting) as caught:
        read_credentials({"COUNCILGRAPH_STORE_CREDENTIALS": str(path)})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        f"http://jane:{SECRET}@example.org/sparql",
        f"http://example.org/?password={SECRET}",
        f"http://example.org/#{SECRET}",
    ],
)
def test_an_address_with_a_secret_is_refused_without_telling(address: str) -> None:
    assert is_address(address)
    with pytest.raises(BadSetting) as caught:
        checked_address(address)
    assert SECRET not in str(caught.value)


def test_addresses() -> None:
    assert checked_address("https://example.org:8890/sparql/") == "https://example.org:8890/sparql"
    assert not is_address("data")
    for wrong in ("http://", "http://example.org:99999/"):
        with pytest.raises(BadSetting):
            checked_address(wrong)


def test_a_password_is_sent_as_it_is_only_where_nobody_listens() -> None:
    assert _is_private("https://example.org/sparql")
    assert _is_private("http://127.0.0.1:8890/sparql")
    assert _is_private("http://[::1]:8890/sparql")
    assert not _is_private("http://example.org/sparql")
    assert not _is_private("http://localhost.example.org/sparql")


def test_an_endpoint_does_not_show_them() -> None:
    assert SECRET not in str(vars(Endpoint("http://example.org/", credentials=Credentials("jane", SECRET))))
