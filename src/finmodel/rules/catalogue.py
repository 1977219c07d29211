"""The catalogue of checks and faults, discovered by walking the package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps

from attrs import frozen

from finmodel.diagnostic import Fault, Severity
from finmodel.model.finding import Finding, Tally
from finmodel.rules.case import Case
from finmodel.taxonomy.taxonomy import Taxonomy

Outcome = Finding | Tally
CheckFunction = Callable[[Case], Iterable[Outcome]]
TaxonomyCheckFunction = Callable[[Taxonomy], Iterable[Finding]]

_ATTRIBUTE = "_finmodel_check"
_STARTS = ("__main__", "pytest_plugin")
"""Modules that start something, or are started by what need not be installed; none has a code."""
_Modules = Callable[[Iterable[str], str], Iterable[pkgutil.ModuleInfo]]


@frozen
class Check:
    """A check: its permanent code, how bad its findings are, and the function that makes them.

    The function's docstring is its page: one sentence, then the headings Why, Tolerance,
    Silent when, Example and Reference, each on a line of its own with a colon. `of_taxonomy` is
    that of a check which looks at the taxonomy alone, so that its findings can be kept.
    """

    code: str
    severity: Severity
    function: CheckFunction
    also: tuple[str, ...] = ()
    of_taxonomy: TaxonomyCheckFunction | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes that its findings can have."""
        return (self.code, *self.also)

    @property
    def page(self) -> str:
        """What `finmodel explain` prints."""
        return self.function.__doc__ or ""


def check(
    code: str, severity: Severity = Severity.ERROR, *, also: tuple[str, ...] = ()
) -> Callable[[CheckFunction], CheckFunction]:
    """Mark a function as a check; `also` lists further codes that its findings can have."""

    def mark(function: CheckFunction) -> CheckFunction:
        setattr(function, _ATTRIBUTE, Check(code, severity, function, also))
        return function

    return mark


def taxonomy_check(
    code: str, severity: Severity = Severity.ERROR, *, also: tuple[str, ...] = ()
) -> Callable[[TaxonomyCheckFunction], TaxonomyCheckFunction]:
    """Mark a function of a taxonomy as a check; see `check`."""

    def mark(function: TaxonomyCheckFunction) -> TaxonomyCheckFunction:
        @wraps(function)
        def of_case(case: Case) -> Iterable[Outcome]:
            return function(case.taxonomy)

        setattr(function, _ATTRIBUTE, Check(code, severity, of_case, also, function))
        return function

    return mark


class DuplicateCodeError(Exception):
    """Two checks or faults claim one code, which is permanent and belongs to one."""


@cache
def checks() -> tuple[Check, ...]:
    """Return every check, sorted by code; each is in a module right below `finmodel.rules`."""
    found = {
        found.code: found
        for value in _members("finmodel.rules", pkgutil.iter_modules)
        if isinstance(found := getattr(value, _ATTRIBUTE, None), Check)
    }
    return tuple(found[code] for code in sorted(found))


@cache
def entries() -> dict[str, Check | Fault]:
    """Return what each code stands for; raises `DuplicateCodeError` where one is claimed twice."""
    found: dict[str, Check | Fault] = {}
    for check_ in checks():
        for code in check_.codes:
            _claim(found, code, check_)
    for value in _members("finmodel", pkgutil.walk_packages):
        if isinstance(value, Fault):
            _claim(found, value.code, value)
    return dict(sorted(found.items()))


def _claim(found: dict[str, Check | Fault], code: str, entry: Check | Fault) -> None:
    if found.setdefault(code, entry) != entry:
        raise DuplicateCodeError(code)


def _members(package: str, modules: _Modules) -> Iterator[object]:
    """Yield the module-level values of modules of a package."""
    root = importlib.import_module(package)
    for info in modules(root.__path__, f"{package}."):
        if not info.name.endswith(_STARTS):
            yield from vars(importlib.import_module(info.name)).values()
