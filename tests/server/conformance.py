"""`python -m tests.server.conformance TOOLS`: run the standards' own tests against a server of ours and keep what they gave
in the file that /conformance shows. TOOLS is the folder that holds `tools/protocol_runner.py` and the tests.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import msgspec

from server.operations.conformance import FILE, Deviation, Run, Suite
from tests.server.conftest import TOKEN, make_store, serve

W3C = "https://github.com/w3c/rdf-tests/tree/main/sparql/sparql11"
SUITES = {
    "protocol": ("SPARQL 1.1 Protocol", f"{W3C}/protocol"),
    "gsp": ("SPARQL 1.1 Graph Store HTTP Protocol", f"{W3C}/graph-store-protocol"),
    "sd": ("SPARQL 1.1 Service Description", f"{W3C}/service-description"),
    "results": ("Result formats: JSON, CSV and TSV", f"{W3C}/csv-tsv-res"),
    "extra": ("Beyond the published tests: compressed and chunked requests, conditions, HEAD, CORS", ""),
}
REASONS = {
    "csv-tsv-res/tsv03": "The engine keeps numbers of a derived type, such as xsd:negativeInteger, as xsd:integer; "
    "their value is the same.",
}


def run(tools: Path) -> Run:
    """Start a server, run all tests against it, and count."""
    with tempfile.TemporaryDirectory() as place:
        server = serve(make_store(Path(place) / "store", 10), write_token=TOKEN, cache=0, log_requests="false")
        report = Path(place) / "report.json"
        command = [sys.executable, str(tools / "tools/protocol_runner.py"), "--tests", str(tools / "rdf-tests")]
        command += ["--query", f"{server.url}/sparql", "--update", f"{server.url}/sparql"]
        command += ["--gsp", f"{server.url}/graph-store", "--header", f"Authorization: Bearer {TOKEN}"]
        try:
            subprocess.run([*command, "--json", str(report)], check=False, timeout=250, capture_output=True)
        finally:
            server.stop()
        results = json.loads(report.read_text(encoding="utf-8"))
    engine, own = "pyoxigraph", "councilgraph"
    versions = {own: version(own), engine: version(engine), "Python": platform.python_version()}
    return Run(dt.date.today().isoformat(), versions, tuple(_suite(key, results) for key in SUITES))


def _suite(key: str, results: list[dict[str, str]]) -> Suite:
    states = {result["test"]: result["state"] for result in results if result["group"] == key}
    missed = [test for test, state in states.items() if state != "pass"]
    deviations = tuple(Deviation(test, REASONS.get(test, "Not understood yet.")) for test in missed)
    return Suite(*SUITES[key], len(states) - len(missed), len(states), deviations)


if __name__ == "__main__":
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(run(Path(sys.argv[1]))), indent=1) + b"\n")
