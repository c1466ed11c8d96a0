"""Which councils a text says have not been judged: `its own services have not been inspected yet`.

Takes the scene and the focus, gives pairs of a council and a service; no undated inspection of these is a fact, since
the grades told are those of a home, a school or a landlord.
"""

from __future__ import annotations

import re

from graph.extraction.focus.focus import Focus
from graph.extraction.inspections.inspected import service_at
from graph.extraction.scene.scene import Scene

_SEEN = r"(?:inspected|assessed|rated|graded|judged|visited|looked at|seen|⟦kind[^⟧]*⟧|(?:given|handed) an? (?:grade|rating))"
_BY = r"(?: by (?:the )?⟦inspectorate[^⟧]*⟧)?(?: yet| so far| itself| at all)*\W*(?:$|[.,;]| (?:but|and|although)\b)"
_UNJUDGED = re.compile(
    rf"\b(?:has|have)(?: not|n.t| never)(?: yet| itself)* been {_SEEN}{_BY}|\b(?:has|have) yet to be {_SEEN}{_BY}"
    r"|\b(?:is|are|was|were) not (?:itself )?(?:a )?(?:part of|involved in|the subject of|covered by|affected by) "
    r"(?:the|this|that) (?:\w+ )?(?:inspections?|reports?|ratings?|grad(?:e|ing)s?|judge?ments?|⟦kind[^⟧]*⟧)"
    r"|\bha(?:s|d|ve) no (?:part|role) in (?:it\b|(?:the|this|that) (?:inspection|report|⟦kind))"
)
_COUNCIL = re.compile(r"⟦council|\b(?:council|authority)\b")


def unjudged(scene: Scene, focus: Focus) -> frozenset[tuple[str, str]]:
    """The councils, each with the service of which a text says so."""
    found: set[tuple[str, str]] = set()
    for line in scene.lines:
        for said in _UNJUDGED.finditer(line.text):
            if not _COUNCIL.search(line.text, 0, said.start()):
                continue  # `Sampleton has yet to be assessed`: a mere place
            service = service_at(scene, line, said.start())
            found.update((council, service) for council in focus.at(line, said.start())[0])
    return frozenset(found)
