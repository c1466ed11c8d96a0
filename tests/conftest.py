"""What all tests share: where the development data is, and which tests run without it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect, with one line that says so, what needs development data that is not there."""
    if SHARED.is_dir():
        return
    lost = [item for item in items if item.get_closest_marker("devdata")]
    if lost:
        config.hook.pytest_deselected(items=lost)
        items[:] = [item for item in items if item not in lost]
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter:
            reporter.write_line(
                f"{len(lost)} tests need the development data in ../shared, which is not there: deselected"
            )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data."""
    return SHARED
