"""Taxonomies read from JSON."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, Final, TypeVar

from finmodel.diagnostic import Fault, UnreadableError
from finmodel.formats.circle import CIRCULAR_DEFINITION, circle_message
from finmodel.formats.derivation import (
    UNKNOWN_DATA_TYPE,
    Derivation,
    Derivations,
    UndefinedTypeError,
)
from finmodel.formats.document import Document
from finmodel.formats.oim.fault import UNBOUND_PREFIX, UNSUPPORTED_DOCUMENT_TYPE
from finmodel.formats.oim.jsontext import JsonText, Token, parse
from finmodel.formats.oim.shape import LOST, Fitting, Record
from finmodel.formats.taxonomy_json.document import (
    DOCUMENT_TYPE,
    INFO,
    NETWORK,
    ORDER,
    RELATIONSHIPS,
)
from finmodel.formats.taxonomy_json.fault import (
    DUPLICATE_DEFINITION,
    INVALID_TAXONOMY_JSON,
    UNDEFINED_CONCEPT,
)
from finmodel.formats.taxonomy_json.form import (
    CONCEPT_FORMS,
    DATA_TYPE,
    LABEL,
    REFERENCE,
    RELATIONSHIP,
    RELATIONSHIP_TYPE,
    ROLE,
    TYPED_DOMAIN,
    Form,
)
from finmodel.formats.taxonomy_xml.fault import UNSUPPORTED_FACET
from finmodel.qname import Namespaces, QName, UnboundPrefixError
from finmodel.taxonomy.concept import Concept
from finmodel.taxonomy.datatype import ANY_TYPE, DataType, Facets
from finmodel.taxonomy.hypercube import NetworkKey
from finmodel.taxonomy.label import Label, Reference
from finmodel.taxonomy.network import Arcrole, Network, Relationship, Role
from finmodel.taxonomy.pattern import PatternError, UnsupportedPatternError, compile_pattern
from finmodel.taxonomy.taxonomy import Taxonomy

T = TypeVar("T")
Path = tuple[Token, ...]
Attributes = dict[str, Any]

_FACETS: Final = "facets."
_ENDS: Final = ("source", "target")
_NOBODY: Final = QName("", "")
_KEYS: Final = {"concept": "relatedName", "typed_domain": "typedDomain"}


def read_taxonomy(document: Document) -> Taxonomy:
    """Return the taxonomy in a JSON document; what is wrong with it is in its diagnostics.

    What is mistaken is left out and the rest is read. Raises `UnreadableError` where the document
    is no JSON, or another kind of document.
    """
    text = parse(document, INVALID_TAXONOMY_JSON)
    info = text.value.get("documentInfo") if isinstance(text.value, dict) else None
    document_type = info.get("documentType") if isinstance(info, dict) else None
    if document_type != DOCUMENT_TYPE:
        said = "no document type" if document_type is None else repr(document_type)[:80]
        message = f"{document.name} is no taxonomy: it has {said}, not {DOCUMENT_TYPE!r}."
        place = text.source("documentInfo", "documentType")
        remedy = "Name a taxonomy: a schema, a linkbase, or what finmodel has written as JSON."
        raise UnreadableError(UNSUPPORTED_DOCUMENT_TYPE(message, place, remedy=remedy))
    return _Reader(text).taxonomy()


class _Reader:
    def __init__(self, text: JsonText) -> None:
        self._text = text
        self.diagnostics = list(text.repetitions(INVALID_TAXONOMY_JSON))
        self._fitting = Fitting(self._misfit)
        self._data: Mapping[str, Any] = text.value if isinstance(text.value, dict) else {}
        for key in self._data:
            if key not in ORDER:
                self._misfit((key,), f"there is no member `{key[:40]}` here", "nothing")
        info = self._fitting.fit(self._data["documentInfo"], INFO, ("documentInfo",))
        self._info: Mapping[str, Any] = info
        self._namespaces = Namespaces(self._info.get("namespaces", {}))
        self._types = Derivations({})
        self._faulty: set[QName] = set()
        self._domains_of: dict[QName, Path] = {}

    def taxonomy(self) -> Taxonomy:
        types = self._unique(DATA_TYPE, "dataTypes", _derivation, lambda made: made.name)
        self._types = Derivations(types)
        for circle in self._types.circles:
            self._report(CIRCULAR_DEFINITION, circle_message("type", circle), "dataTypes")
        for derivation in types.values():
            self._check_patterns(derivation)
        for derivation, problem in self._types.misfits():
            message = f"The type {derivation.name.local_name} {problem}."
            self._report(INVALID_TAXONOMY_JSON, message, "dataTypes")
        concepts: dict[QName, Concept] = {}
        for section, form in CONCEPT_FORMS.items():
            found = self._unique(form, section, self._concept, lambda made: made.name)
            for name in found.keys() & concepts.keys():
                self._report(DUPLICATE_DEFINITION, f"{name} is defined twice.", section)
            concepts |= {name: made for name, made in found.items() if name not in concepts}
        domains = self._unique(TYPED_DOMAIN, "typedDomains", self._domain, lambda made: made[0])
        domains |= {name: (name, DataType(ANY_TYPE)) for name in self._undefined_domains(domains)}
        known = concepts.keys() | domains.keys()
        return Taxonomy(
            (self._text.document.address,),
            self._info.get("namespace", ""),
            self._namespaces,
            concepts,
            self._unique(ROLE, "roles", lambda given, path: Role(**given), lambda r: r.uri),
            self._unique(
                RELATIONSHIP_TYPE,
                "relationshipTypes",
                lambda given, path: Arcrole(**given),
                lambda made: made.uri,
            ),
            self._networks(concepts.keys()),
            tuple(self._about(LABEL, "labels", Label, known)),
            tuple(self._about(REFERENCE, "references", Reference, known)),
            dict(domains.values()),
            documentation=self._info.get("documentation", ""),
            diagnostics=tuple(self.diagnostics),
        )

    def _report(self, fault: Fault, message: str, *path: Token) -> None:
        self.diagnostics.append(fault(message, self._text.source(*path)))

    def _misfit(self, path: Path, message: str, expected: str) -> None:
        sentence = f"{message[:1].upper()}{message[1:]}."
        self._report(INVALID_TAXONOMY_JSON, sentence, *path)

    def _decoded(self, form: Form, data: Mapping[str, Any], path: Path) -> Attributes | None:
        """Return the attributes that an object gives, or `None` where one is mistaken."""
        given: Attributes = {m.attribute: m.default for m in form.members if not m.is_required}
        before = len(self.diagnostics)
        for member in form.members:
            if member.key in data:
                try:
                    value = data[member.key]
                    given[member.attribute] = member.sort.decode(value, self._namespaces)
                except UnboundPrefixError as error:
                    self._report(UNBOUND_PREFIX, f"{_sentence(error)}", *path, member.key)
                except ValueError as error:
                    self._report(INVALID_TAXONOMY_JSON, _sentence(error), *path, member.key)
        complete = all(member.attribute in given for member in form.members)
        if complete and len(self.diagnostics) == before:
            return given
        # what is said of a concept already need not be said again of all that is about it
        self._faulty.add(given.get("name", _NOBODY))
        return None

    def _objects(
        self, shape: Record, path: Path, aside: str = ""
    ) -> Iterator[tuple[Mapping[str, Any], Path]]:
        """Yield the objects of the array at a path, without what does not fit, and their paths.

        The member that is left `aside` is not looked at.
        """
        found: Any = self._data
        for step in path:
            found = found[step] if isinstance(step, int) else found.get(step, [])
        if not isinstance(found, list):
            self._misfit(path, "an array is expected here", "an array")
            return
        for index, data in enumerate(found):
            own = {k: v for k, v in data.items() if k != aside} if isinstance(data, dict) else data
            fitted = self._fitting.fit(own, shape, (*path, index))
            if fitted is not LOST:
                yield fitted, (*path, index)

    def _each(self, form: Form, *path: Token) -> Iterator[tuple[Attributes, Path]]:
        for data, place in self._objects(form.shape, path):
            given = self._decoded(form, data, place)
            if given is not None:
                yield given, place

    def _unique(
        self,
        form: Form,
        section: str,
        make: Callable[[Attributes, Path], T],
        key: Callable[[T], Any],
    ) -> dict[Any, T]:
        """Return the things that a section defines; of two with one name the first counts."""
        found: dict[Any, T] = {}
        for given, path in self._each(form, section):
            made = make(given, path)
            if key(made) in found:
                self._report(DUPLICATE_DEFINITION, f"{key(made)} is defined twice.", *path)
            found.setdefault(key(made), made)
        return found

    def _undefined_domains(self, known: Container[QName]) -> Iterator[QName]:
        """Yield the domains that dimensions name and nothing defines; any value will do there."""
        for name, path in self._domains_of.items():
            if not self._is_defined({"typed_domain": name}, "typed_domain", known, path):
                yield name

    def _concept(self, given: Attributes, path: Path) -> Concept:
        if given.get("typed_domain") is not None:
            self._domains_of.setdefault(given["typed_domain"], path)
        return Concept(**{**given, "data_type": self._data_type(given["data_type"], path)})

    def _domain(self, given: Attributes, path: Path) -> tuple[QName, DataType]:
        return given["name"], self._data_type(given["data_type"], path)

    def _data_type(self, found: DataType | QName, path: Path) -> DataType:
        if isinstance(found, DataType):
            return found
        try:
            return self._types.data_type(found)
        except UndefinedTypeError as error:
            message = f"The type {self._namespaces.name(error.name)} is unknown."
            self._report(UNKNOWN_DATA_TYPE, message, *path, "dataType")
            return DataType(found)

    def _check_patterns(self, derivation: Derivation) -> None:
        for pattern in derivation.facets.patterns:
            try:
                compile_pattern(pattern)
            except PatternError as error:
                is_right = isinstance(error, UnsupportedPatternError)
                fault = UNSUPPORTED_FACET if is_right else INVALID_TAXONOMY_JSON
                message = f"The pattern “{pattern[:60]}” of {derivation.name.local_name} is "
                message += f"{'not checked' if is_right else 'wrong'}: {error}."
                self._report(fault, message, "dataTypes")

    def _networks(self, concepts: Container[QName]) -> Mapping[NetworkKey, Network]:
        found: dict[NetworkKey, list[Relationship]] = {}
        for data, path in self._objects(NETWORK, ("networks",), RELATIONSHIPS):
            if NETWORK.required <= data.keys():
                relationships = found.setdefault((data["relationshipType"], data["role"]), [])
                for given, place in self._each(RELATIONSHIP, *path, RELATIONSHIPS):
                    ends = [self._is_defined(given, end, concepts, place) for end in _ENDS]
                    if all(ends):
                        relationships.append(Relationship(**given))
        return {key: Network(*key, tuple(made)) for key, made in found.items()}

    def _is_defined(self, given: Attributes, key: str, known: Container[QName], path: Path) -> bool:
        if given[key] in known or given[key] in self._faulty:
            return given[key] in known
        name = self._namespaces.name(given[key])
        self._report(UNDEFINED_CONCEPT, f"{name} is not defined.", *path, _KEYS.get(key, key))
        return False

    def _about(
        self, form: Form, section: str, make: Callable[..., T], known: Container[QName]
    ) -> Iterator[T]:
        """Yield the labels or references of a section that are about something."""
        for given, path in self._each(form, section):
            if self._is_defined(given, "concept", known, path):
                yield make(**given)


def _derivation(given: Attributes, path: Path) -> Derivation:
    facets = {k.removeprefix(_FACETS): v for k, v in given.items() if k.startswith(_FACETS)}
    composition = {"union": given["union"], "items": given["items"]}
    return Derivation(given["name"], given["base"], Facets(**facets), **composition)


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
