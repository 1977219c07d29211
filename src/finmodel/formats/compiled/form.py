"""Taxonomies as the sections of a file, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from finmodel.formats.compiled.decoder import Decoder, Decoders
from finmodel.formats.compiled.encoder import Encoder, Encoders
from finmodel.formats.compiled.section import Sections, numbers
from finmodel.formats.compiled.shape import Hint, Value, attributes_of, origin_of, shape_of
from finmodel.formats.compiled.view import ConceptView, LabelView, SequenceView, View
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.label import Label
from finmodel.taxonomy.taxonomy import Taxonomy

_LABELS: Final = "labels"
_BY_CONCEPT: Final = "labels.byConcept"
_CONCEPTS: Final = "concepts"
_DERIVED: Final = "concepts.derived"


def compiled(taxonomy: Taxonomy) -> dict[str, bytes]:
    """Return a taxonomy as sections; raises `TypeError` and `OverflowError` for what they lack."""
    encoders = Encoders()
    columns: dict[str, bytes] = {}
    for name, hint in attributes_of(Taxonomy).items():
        for key, data in _columns(encoders, name, hint, getattr(taxonomy, name)):
            columns[key] = data
    for key, data in _columns(encoders, *_label_field(), _grouped(taxonomy.labels)):
        columns[key] = data
    columns[_DERIVED] = numbers(encoders.of(shape_of(Concept))(taxonomy.derived))
    return {**columns, **dict(encoders.sections())}


def decompiled(sections: Sections) -> Taxonomy:
    """Return the taxonomy that sections are of; it reads from them as long as there is one."""
    fields = _Fields(sections)
    given = {name: fields.value(name, hint) for name, hint in attributes_of(Taxonomy).items()}
    by_concept = fields.value(*_label_field())
    labels = LabelView(fields.column(_LABELS, Label), by_concept)
    concepts = ConceptView(given[_CONCEPTS], SequenceView(fields.column(_DERIVED, Concept)))
    return Taxonomy(**{**given, _LABELS: labels, _CONCEPTS: concepts})


def _label_field() -> tuple[str, Any]:
    return _BY_CONCEPT, Mapping[QName, tuple[Label, ...]]


def _grouped(labels: Sequence[Label]) -> Mapping[QName, tuple[Label, ...]]:
    found: defaultdict[QName, list[Label]] = defaultdict(list)
    for label in labels:
        found[label.concept].append(label)
    return {concept: tuple(of_it) for concept, of_it in found.items()}


def _hints(hint: Hint) -> tuple[Any, Any]:
    """Return the annotations of keys, where there are any, and of values."""
    kind = origin_of(hint)
    arguments = get_args(hint)
    if kind is Namespaces:
        return str, str
    if kind is Mapping:
        return arguments
    if kind in (tuple, frozenset, Sequence):
        return None, arguments[0]
    return None, hint


def _columns(
    encoders: Encoders, name: str, hint: Hint, value: Value
) -> Iterator[tuple[str, bytes]]:
    key_hint, value_hint = _hints(hint)
    values: Encoder = encoders.of(shape_of(value_hint))
    if key_hint is None:
        listed = [value] if value_hint is hint else sorted(value) if _is_set(hint) else value
        yield name, numbers(values(listed))
        return
    keys = list(value)
    yield f"{name}.keys", numbers(encoders.of(shape_of(key_hint))(keys))
    yield f"{name}.order", numbers(sorted(range(len(keys)), key=keys.__getitem__))
    yield name, numbers(values(value[key] for key in keys))


def _is_set(hint: Hint) -> bool:
    return origin_of(hint) is frozenset


class _Fields:
    """The fields of a taxonomy."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        self._decoders = Decoders(sections)

    def column(self, name: str, hint: Hint) -> tuple[Decoder, memoryview[int]]:
        """Return a column, with what makes values of its numbers."""
        return self._decoders.of(shape_of(hint)), self._sections.numbers(name)

    def value(self, name: str, hint: Hint) -> Value:
        """Return the value of a field."""
        key_hint, value_hint = _hints(hint)
        values, numbers_of_values = self.column(name, value_hint)
        if key_hint is not None:
            keys = self.column(f"{name}.keys", key_hint)
            order = self._sections.numbers(f"{name}.order")
            view = View[Any, Any](keys, (values, numbers_of_values), order)
            return Namespaces(view) if hint is Namespaces else view
        if value_hint is hint:
            return values[numbers_of_values[0]]
        if origin_of(hint) is Sequence:
            return SequenceView[Any]((values, numbers_of_values))
        made = map(values.__getitem__, numbers_of_values)
        return frozenset(made) if _is_set(hint) else tuple(made)
