"""Actors that the documents ask to do something, and the patterns of their names."""

from __future__ import annotations

import re

ISSUERS = frozenset({"Security Council", "NATO"})  # may be implied
ACTORS = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, pattern in (
        ("Member States", r"member states?"),
        ("Secretary-General", r"secretary[- ]general(?:'s|’s)?"),
        ("Security Council", r"(?:security )?council(?! of)"),
        ("General Assembly", r"general assembly"),
        ("NATO", r"NATO(?!['’]s)|the alliance"),
        ("Allies", r"allies|nations(?<!united nations)"),
        ("partners", r"partners?|partner (?:countries|nations)"),
        ("parties", r"(?:all )?parties(?: to (?:armed )?conflicts?)?"),
        ("civil society", r"civil society|CSAP|CSOs?"),
        ("Special Representative", r"special representatives?"),
        ("Special Envoy", r"(?:special )?envoys?"),
        ("gender advisers", r"gender advis[eo]rs?|GENADs?"),
        ("commanders", r"commanders?"),
        ("peacekeepers", r"peacekeepers?"),
        ("United Nations entities", r"(?:united nations|UN) (?:entities|agencies|system|bodies)"),
        ("Task Force", r"task ?force"),
        ("sanctions committees", r"sanctions committees?"),
        ("Executive Director", r"executive director"),
        ("UN-Women", r"UN[- ]Women"),
        ("High Commissioner", r"high commissioner"),
        ("governments", r"governments?|national authorities"),
        ("donors", r"donors?"),
        ("women's organizations", r"women['’]s (?:\w+ )?(?:organi[sz]ations?|groups?)"),
        (
            "troop-contributing countries",
            r"troop(?:- and police)?[- ](?:and police[- ])?contributing countries|TCCs?",
        ),
        ("International Criminal Court", r"international criminal court|ICC"),
        ("Military Committee", r"military committee"),
        ("International Staff", r"international (?:military )?staff"),
        ("Peacebuilding Commission", r"peacebuilding commission"),
        ("North Atlantic Council", r"north atlantic council|NAC"),
        ("Working Group", r"(?:informal )?(?:expert|working) group"),
    )
)
