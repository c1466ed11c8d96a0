"""What running the service for years needs: metrics, logs with request ids, downloads, descriptions for programs."""

from __future__ import annotations

from server.operations.blueprint import blueprint

__all__ = ["blueprint"]
