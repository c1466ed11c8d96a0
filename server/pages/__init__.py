"""Pages: every thing in the graph at its own address, for people and programs alike.

source      what pages ask of the graph         asking     query files and rows
finding     address -> thing, 301, 404          answering  formats, headers, entity tags
rendering   what every page is given            index      lists and search, rebuilt beside the graph
assessments, officials, evidence, claims, facts: rows -> what templates show
views       one blueprint a kind of page        drawing    pictures as SVG
"""

from __future__ import annotations

from server.pages.blueprint import blueprint

__all__ = ["blueprint"]
