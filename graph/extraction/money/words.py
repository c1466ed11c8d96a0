"""The words around a sum that tell funding from debts, savings, pay and prices, and when and how often it flows."""

from __future__ import annotations

import re

FUND = re.compile(
    r"\b(?:invest(?:s|ed|ing|ments?)?|commit(?:s|ted|ting|ments?)?|pledg(?:e|es|ed|ing)|allocat(?:e|es|ed|ing"
    r"|ion)|boost(?:s|ed)?"
    r"|fund(?:s|ed|ing)?|inject(?:s|ed|ing|ion)?|put(?:s|ting)? (?:in|into|an?|another|aside)|putting"
    r"|set(?:ting)? aside|sign(?:s|ed)? off|approv(?:e|es|ed|ing|al)"
    r"|agreed?|spen[dt]s?|spending|plough(?:s|ed|ing)?|pump(?:s|ed|ing)?|grants?|award(?:s|ed)?|provid(?:e|es"
    r"|ed|ing)|earmark(?:s|ed)?|go(?:es|ing)? (?:in|into|to|towards)|built in(?:to)?|taken from (?:its |the |our )?reserves"
    r"|ask(?:ed|s|ing)?\b[^.;£]{0,30}\bfor|set up at"
    r"|promis(?:e|es|ed|ing)|(?:the|new|extra) money\b"
    r"|extra|additional|further|another|more|new money|cash|package|resources|find(?:s"
    r"|ing)?|found|add(?:s|ed|ing)?"
    r"|budget variation|increas(?:e|es|ed)|receiv(?:e|es|ed)|gets?|secur(?:e|es|ed)|unveil(?:s|ed)|announc(?:e"
    r"|es|ed)|launch(?:es|ed|ing)?|made public|would go (?:to|towards|on|just)|be used|will cost|channell?ed)\b"
    r"|\bput(?:s|ting)? £",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|hand(?:s|ed|ing)|won|wins|contribut(?:e|es|ed|ing)|dedicat(?:e|es|ed|ing)|diverts?|diverted"
    r"|releas(?:e|es|ed|ing)|offer(?:s|ed|ing)?)\b[^.;:£]{0,50}$",
    re.IGNORECASE,
)
"""Verbs that tell of funding only where GIVEN_FOR follows the sum."""
GIVEN_FOR = re.compile(
    r"\s*(?:(?:grant|boost|package|funding|extra|more)\s+)?(?:over|for|to(?:wards)?|across|of (?:extra|new|government)|in"
    r" (?:extra|new|grants?|funding|government|additional)|from the government)\b",
    re.IGNORECASE,
)
VETO_NEAR = re.compile(
    r"\b(?:overspen[dt]s?|overspending|over budget|deficits?|shortfalls?|savings?|sav(?:e|es|ed)|cuts?|cutting"
    r"|debts?|fine[ds]?|penalt(?:y|ies)|salar(?:y|ies)"
    r"|wages?|paid|earn(?:s|ed|ing)?|price[ds]?|rents?|fees?|compensation|damages|worth"
    r"|reserves(?! (?:and|to|for))|black hole|gap"
    r"|losses|lost|owe[ds]?|borrow(?:ed|ing)?"
    r"|bills?|council tax|costs?|costing|turnover|profits?|raised(?! with|, )|stolen|fraud|pay[- ]?(?:off|out)s?|bonus"
    r"|pension|wast(?:e|ed|ing)|reduc(?:e|ed|tion)|slash(?:ed)?"
    r"|pressures?|overrun|value[ds]?|charg(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
VETO_AFTER = re.compile(
    r"\s*(?:a|per|each|every)\s+(?:day|week|night|hour|month|head|child|person|place|household|home|property"
    r"|placement|pupil)\b"
    r"|\s*(?:per annum|pa\b)?\s*salary|\s*(?:overspend|deficit|shortfall|saving|savings|cut|cuts|fine|debt"
    r"|(?:budget|funding|cash) (?:gap|deficit|shortfall|cut)|black hole"
    r"|(?:more|less|higher|lower) than|home|house|property|loss|of (?:savings|cuts|debt|unallocated|overspend))\b",
    re.IGNORECASE,
)
WILL_COST = re.compile(
    r"\b(?:will|would|to) cost (?:the (?:council|authority) )?(?:(?:about|around|nearly|some|up to|an? \w+) )?$",
    re.IGNORECASE,
)
PARTNER = re.compile(r"\b(?:with|from|to|by|of|alongside|than|like|and|joined)\s+(?:the\s+)?$", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:nobody|no[- ]one|not|never|without|refus\w+|reject\w*|den(?:y|ied)|if|unless|instead of|rather than"
    r"|were it|ought to|should|would have|alternative)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
YEARLY = re.compile(
    r"\s*(?:more |extra |of (?:extra |new )?funding |funding |in funding |investment )*(?:(?:per|a|each"
    r"|every) (?:year|annum)|annually|yearly|annual\b|p\.?a\.?\b)|[^.;£]{0,40}\b(?:to|in) the base budget\b",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"\bover (?:the )?(?:next |last |past |coming |following |first )?(?:two|three|four|five|six|seven|ten"
    r"|\d+)[ -](?:coming )?(?:financial )?years?\b|\bin (?:the (?:past|last|next) )?(?:two|three|four|five|six|seven|ten) years\b"
    r"|\bover (?:her|his|our|their|its) first (?:two|three|four|five) years\b|\b(?:two|three|four|five)-year\b"
    r"|\bsince then\b|\bsince (?:[a-z]+ ){0,4}(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
FOR_MANY = re.compile(
    r"[^.;£]{0,40}\b(?:(?:to|for|in|across|between|among|support|help)\s+(?:\d+|all|some|other|local|english)?\s*"
    r"(?:councils|local authorities|authorities|areas)\b|nationally|nationwide|across (?:England|the country|the UK))",
    re.IGNORECASE,
)
BY_MANY = re.compile(
    r"\b(?:councils|local authorities|authorities)\b[^.;£]{0,40}\b(?:spen[dt]|spending|invest\w*|receiv\w+|put|got|get)\b"
    r"[^.;]{0,30}$"
    r"|\b(?:nationally|nationwide|across (?:England|the country|the UK))\b(?:(?!of which)[^.;]){0,60}$",
    re.IGNORECASE,
)
"""What shows, behind and before a sum, that it is for councils at large."""
EVERY_YEAR = re.compile(r"\bspends?\s+(?:(?:about|around|nearly|almost|over|more than|some)\s+)?$", re.IGNORECASE)
"""How a whole budget is told (`spends £60m a year`), which promises nothing."""
PROGRAMME = re.compile(
    r"\s*(?:[\w-]+ ){0,2}?(?:programmes?|schemes?|projects?|plans?|package|fund|refurbishment) (?:to|of|for|that|which|will)\b"
    r"(?! (?:cut|save|reduc)\w*)",
    re.IGNORECASE,
)
"""What makes a sum before it the money for something: `a £2m programme to open homes`."""
CRITICISED = re.compile(
    r"\b(?:government|national|country[’']s|ministers[’']?|savings?|NHS|Labour|cuts?)\b", re.IGNORECASE
)
"""Before a sum: whose programme it is, if not the council's."""
COMPANY_PAID = re.compile(
    r"\b(?:pays|paying|paid|will pay|gives) (?:it|the (?:trust|company|charity|firm))"
    r"(?: (?:about|around|nearly|some|almost|over|more than))? \Z",
    re.IGNORECASE,
)
"""How a council pays those who run its services, which is no price."""
OF_COUNCIL = re.compile(
    r"\b(?:council|authority|leader|cabinet member|director|homes|tenants|borough|county|city|cabinet|it|its|we|our)\b",
    re.IGNORECASE,
)
THE_COUNCIL = re.compile(r"\b(?:council|authority|borough|county|city|cabinet|we|our)\b", re.IGNORECASE)
OTHER_SPENDER = re.compile(
    r"\b(?:the|this) (?:housing )?(?:association|company|charity|firm|developer)(?:[’']s)?\b(?! and the council)",
    re.IGNORECASE,
)
OTHER_PURPOSE = re.compile(
    r"[^.;,]{0,25}?\b(?:into|in|on|for|towards|to (?:fix|repair|mend|resurface))\s+(?:(?:the|its|more|new|an?|local)\s+)*"
    r"(?:roads?\b|road (?:repairs?|safety)|pot-?holes?|pavements?|parks?\b|car parks?|parking|leisure|swimming|museums?|theatres?"
    r"|librar(?:y|ies)|bins?\b|waste|recycling|street ?lights?|roundabouts?|bus(?:es)?\b|cycl\w+|town cent\w+|high streets?)",
    re.IGNORECASE,
)
"""What sums go to that are for no service which is inspected."""
FROM_SUM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
TO_SUM = re.compile(r"\s*to\s+(?:(?:nearly|almost|about|around|over|some|more than)\s+)?", re.IGNORECASE)
"""What stands before and between the old and the new sum: `a budget raised from £4m to nearly £5m`."""
AT_COST = re.compile(r"\bat a cost of\s+(?:(?:about|around|nearly|some|up to)\s+)?$", re.IGNORECASE)
HIRING = re.compile(
    r"\b(?:new|more|extra|additional|set up|created|recruit\w*|hir(?:e|es|ed|ing)|appoint\w*|brought in|bring\w* in)\b",
    re.IGNORECASE,
)
"""What is bought with new money where a sum is only its cost."""
RANGE = re.compile(r"\bbetween\s+$|^\s*(?:-|–|—|to)\s*$|^\s+and\s+$", re.IGNORECASE)
RANGE_ON = re.compile(r"\s*(?:-|–|—|to)\s*")
"""What makes two sums the ends of a range."""
TOTAL = re.compile(r"\s*(?:in (?:all|total)|altogether|overall)\b", re.IGNORECASE)
ONE_OFF = re.compile(
    r"\bone[- ]off\b|\bin (?:this|the (?:current|coming|next)) (?:financial )?year\b"
    r"|\bthis (?:financial )?year(?! on\b)(?![’']s budget)"
    r"|\bnext (?:financial )?year\b(?![’']s)|\blast year\b|\bfor the coming (?:financial )?year\b|\bfrom (?:its |the "
    r"|our )?reserves\b"
    r"|\bstraight away\b|\bin (?:our|her|his|its|their) first (?:six|nine|twelve) months\b",
    re.IGNORECASE,
)
SPENT = re.compile(
    r"(?:[’']ve|\b(?:has|have|had|having))\s+(?:also |already |since |now |previously )?(?:been )?(?:invested|injected"
    r"|spent|put|added|pumped|ploughed|provided|had"
    r"|received|funded|an? (?:extra|additional))|\bwas (?:spent|invested)\b"
    r"|(?<!be )(?<!been )(?<!being )\b(?:invested|pumped|ploughed|injected)\s+(?:in |an? )?(?:(?:extra|additional|further"
    r"|more than|over|nearly|almost|about|around|some)\s+)*$|\bspent\b|\balready\b|\bhave had\b",
    re.IGNORECASE,
)
SPENT_BEHIND = re.compile(
    r"\s*(?:has|have|had|was|were)\s+(?:already |since )?(?:been )?(?:spent|invested|put into|pumped|ploughed|injected)\b"
)
PROPOSED = re.compile(
    r"\b(?:propos\w+|draft|requires?|request\w*|recommend\w*|bid|bidding|could|may|might|considering"
    r"|asks? (?:for|(?:the )?(?:\w+ ){0,2}to approve)|asked\b[^.;£]{0,25} (?:for|to approve)|being asked|calls? for|called for"
    r"|(?:been|be|are|were|is|was) asked to (?:approve|sign off|agree|back|find|release)|expected to (?:approve|agree"
    r"|sign off|back|release)"
    r"|due to (?:decide|approve|vote|consider)|(?:decide|consider|vote on) whether to|will (?:ask|be asked|vote|decide)"
    r"|need(?:s|ed)?|would need|would cost|will cost|will need|plans? to|hopes? to|seek(?:s|ing)?|subject to|consult\w*)\b",
    re.IGNORECASE,
)
PUT_FORWARD = re.compile(
    r"[^.;£]{0,60}?\b(?:(?:is|are|was|were) (?:to go (?:before|to)|being asked for|being sought|up for)|(?:will|to) (?:go"
    r"|come) (?:before|to) (?:the )?"
    r"(?:cabinet|full council|councillors|members|executive)|goes (?:before|to) (?:the )?(?:cabinet|full council|councillors"
    r"|members|executive)"
    r"|to the (?:\w+ )?(?:cabinet|executive)\b|could be needed|full council will vote)",
    re.IGNORECASE,
)
"""Behind a sum: that somebody has yet to agree to it."""
SET_ASIDE = re.compile(
    r"\b(?:(?:put|set|putting|setting) (?:\w+ )?aside|agreed to|found|earmarked|allocated|promised|ring-?fenced)\b[^.;£]{0,40}$",
    re.IGNORECASE,
)
"""Before a sum: that it is kept for a purpose, whenever that was decided."""
BUDGETED = re.compile(r"[^.;£]{0,60}\b(?:aside\b|budgets?\b)", re.IGNORECASE)
DEADLINE = re.compile(r"\b(?:by|until|till|before)(?: the end of| early| late)?\s+$", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:approved|agreed(?! to (?:recommend|ask|consider|consult))|signed off|resolved|pledged|committed|promised|allocated"
    r"|announced)\b",
    re.IGNORECASE,
)
MORE = re.compile(r"\b(?:extra|additional|further|another|more|boost|new|increase\w*|top[- ]up)\b", re.IGNORECASE)
PURPOSE = re.compile(
    r"\s*(?:more |extra |pounds? |investment |funding |boost |package |per year |a year |each year "
    r"|of funding )*(?:for|into|in|to|towards|on)\s+(?:its |their |the |help |pay for |improve |support )?"
    r"(?P<words>(?!(?:this|next|last) )[^\W\d][^.,;:()“”‘\"]{2,70})",
    re.IGNORECASE,
)
STOP_WORDS = re.compile(
    r"\s+(?:over|since|this|last|next|after|as|which|that|who|by|in (?:20|the next)|and (?:£|the|a)|with"
    r"|following|because|so)\b.*$"
)
