"""Fitting JSON into shapes."""

from __future__ import annotations

from finmodel.formats.oim.jsontext import Json, Number
from finmodel.formats.oim.shape import (
    INTEGER,
    LOST,
    NULLABLE_TEXT,
    TEXT,
    Array,
    Fitting,
    Path,
    Record,
    Shape,
    Table,
    shown,
)

RECORD = Record({"a": TEXT, "b": Array(INTEGER)}, required=frozenset("a"), extensible=True)


def fit(value: Json, shape: Shape) -> tuple[Json, list[tuple[Path, str]], list[Path]]:
    misfits: list[tuple[Path, str]] = []
    extensions: list[Path] = []
    fitting = Fitting(lambda path, words, cause: misfits.append((path, words)), extensions.append)
    return fitting.fit(value, shape), misfits, extensions


def test_what_fits_is_returned_as_it_is() -> None:
    value = {"a": "x", "b": [1, -2]}
    assert fit(value, RECORD) == (value, [], [])


def test_what_does_not_fit_is_left_out_and_told() -> None:
    fitted, misfits, _ = fit({"b": [1, "2", True, Number("3.0")], "c": None}, RECORD)
    assert fitted == {"b": [1]}
    assert misfits == [
        ((), "the member `a` is missing"),
        (("b", 1), '"2" stands where an integer is expected'),
        (("b", 2), "true stands where an integer is expected"),
        (("b", 3), "the number 3.0 stands where an integer is expected"),
        (("c",), "there is no member `c` here"),
    ]


def test_extensions_are_left_alone_but_told_of() -> None:
    fitted, misfits, extensions = fit({"a": "x", "my:own": [{"z": 1}]}, RECORD)
    assert (fitted, misfits, extensions) == ({"a": "x"}, [], [("my:own",)])


def test_names_with_a_prefix_may_have_a_shape() -> None:
    record = Record({}, prefixed=NULLABLE_TEXT)
    assert fit({"ex:a": None, "ex:b": 1}, record)[0] == {"ex:a": None}


def test_another_shape_altogether_is_lost() -> None:
    for value, shape in (([], RECORD), ({}, Array(TEXT)), ("x", Table(TEXT)), (None, TEXT)):
        fitted, misfits, _ = fit(value, shape)
        assert fitted is LOST
        assert len(misfits) == 1


def test_messages_do_not_repeat_long_values() -> None:
    assert shown("x" * 1000) == f'"{"x" * 40}…"'
    assert shown({"a": 1}) == "an object"
    assert shown(None) == "null"
