"""What a finding is known by from run to run, and from one version of a report to the next."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Final

from finmodel.diagnostic import Diagnostic
from finmodel.model.fact import Fact
from finmodel.model.finding import Finding
from finmodel.qname import QName

_LENGTH: Final = 32
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")


def fingerprint(found: Diagnostic) -> str:
    """Return what names a finding as long as it is about the same, whatever the numbers are.

    That is its code, its rule, and the concepts and dimensions of its facts; of a finding without
    facts it is the message, but for the digits in it. No line, value or identifier counts, nor
    does the document, so that the same mistake in two formats has one fingerprint.
    """
    finding = found if isinstance(found, Finding) else None
    if finding is not None and finding.terms:
        about = sorted({_place(fact) for fact in finding.facts})
    else:
        about = [_DIGITS.sub("#", found.message)]
    content = [found.code, finding.rule if finding else "", about]
    return sha256(json.dumps(content).encode()).hexdigest()[:_LENGTH]


def _place(fact: Fact) -> str:
    """Return what a fact is about, as a text in one form."""
    place, unit = fact.dimension_set, fact.unit
    entity = place.entity and [place.entity.scheme, place.entity.identifier]
    measures = unit and [
        [each.clark for each in side] for side in (unit.numerators, unit.denominators)
    ]
    members = [
        [dimension.clark, member.clark if isinstance(member, QName) else str(member)]
        for dimension, member in place.members
    ]
    about = [fact.concept.clark, entity, place.period.text, members, measures, fact.language]
    return json.dumps(about)
