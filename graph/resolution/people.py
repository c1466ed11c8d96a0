"""Who is who: a person is one name at one body; nobody is merged across bodies without evidence."""

from __future__ import annotations

import re

from graph.claim import Extract, QuotationClaim
from graph.identity import slug

HONORIFICS = re.compile(
    r"^(?:(?:cllr|coun|councillor|mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|baroness|prof|professor|rev|rt hon)\.?\s+)+",
    re.IGNORECASE,
)


def person_slug(name: str, organisation: str, document: str) -> str:
    """`hull-pauline-turner`; a person of no known body belongs to the document alone."""
    return f"{slug(organisation) if organisation else document}-{slug(HONORIFICS.sub('', name))}"


def organisations(extract: Extract) -> dict[str, str]:
    """The body at which the document shows each named person, the first one said."""
    found: dict[str, str] = {}
    for official in extract.officials:
        if official.organisation:
            found.setdefault(slug(HONORIFICS.sub("", official.name)), official.organisation)
    return found


def speaker_organisation(quotation: QuotationClaim, known: dict[str, str]) -> str:
    """The body of a quoted person: where the document shows them in post, else what the quotation says."""
    if not quotation.speaker:
        return quotation.organisation
    return known.get(slug(HONORIFICS.sub("", quotation.speaker)), quotation.organisation)
