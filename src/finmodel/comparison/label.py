"""Line items whose words have changed, from the labels of one taxonomy to those of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from finmodel.comparison.correspondence import Correspondence
from finmodel.comparison.judge import Side
from finmodel.qname import QName
from finmodel.taxonomy.label import STANDARD
from finmodel.taxonomy.taxonomy import Taxonomy


@frozen
class NewLabel:
    """A concept that both reports use, by its name in the new one, and its words in each."""

    concept: QName
    language: str
    old: str
    new: str


def new_labels(old: Side, new: Side, correspondence: Correspondence) -> Iterator[NewLabel]:
    """Yield the concepts of both reports whose standard label differs in a language of both."""
    if old.taxonomy is new.taxonomy:
        return
    used = set(new.columns.concepts)
    for name in old.columns.concepts:
        concept = correspondence.name(name)
        if concept not in used:
            continue
        was, now = _words(old.taxonomy, name), _words(new.taxonomy, concept)
        for language in sorted(was.keys() & now.keys()):
            if was[language] != now[language]:
                yield NewLabel(concept, language, was[language], now[language])


def _words(taxonomy: Taxonomy, name: QName) -> Mapping[str, str]:
    """Return the standard label of a concept in each language, white space collapsed."""
    found: dict[str, str] = {}
    for label in taxonomy.labels_of(name):
        if label.role == STANDARD:
            found.setdefault(label.language.lower(), " ".join(label.text.split()))
    return found
