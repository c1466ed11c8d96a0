"""Prints docs/reference.md as it should be."""

from __future__ import annotations

import sys

from tests.docs.reference import reference

sys.stdout.write(reference())
