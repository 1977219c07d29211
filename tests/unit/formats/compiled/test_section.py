"""Files of sections: what was written comes back, anything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from finmodel.formats.compiled.section import (
    DamagedError,
    Sections,
    numbers,
    opened,
    packed,
    sealed,
    unsealed,
)

WRITTEN = b"".join(packed({"a": numbers([1, -1, 300_000]), "empty": b"", "b": b"text"}, "file"))


def test_sections(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(WRITTEN)
    sections = Sections.at(path)

    assert list(sections.numbers("a")) == [1, -1, 300_000]
    assert bytes(sections.data("b")) == b"text"
    assert list(sections.numbers("empty")) == []


@pytest.mark.parametrize("place", range(0, len(WRITTEN), 7))
def test_damaged(place: int) -> None:
    damaged = bytearray(WRITTEN)
    damaged[place] ^= 1

    with pytest.raises(DamagedError):
        Sections(memoryview(bytes(damaged)), "file")


def test_another_file(tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(WRITTEN)

    with pytest.raises(DamagedError):
        Sections.at(path)


@pytest.mark.parametrize("length", [0, 10, len(WRITTEN) - 1])
def test_cut_off(tmp_path: Path, length: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(WRITTEN[:length])

    with pytest.raises(DamagedError):
        Sections.at(path)


def test_too_large() -> None:
    with pytest.raises(OverflowError):
        numbers([1 << 31])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no regular file"):
        opened(tmp_path)


def test_what_is_sealed_belongs_to_one_thing() -> None:
    data = sealed(b"text", "one")

    assert unsealed(data, "one") == b"text"
    for damaged, bond in ((data, "other"), (data + b"s", "one"), (data[:-1], "one"), (b"", "one")):
        with pytest.raises(DamagedError):
            unsealed(damaged, bond)
