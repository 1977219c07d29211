"""Lines that are longer than a terminal is wide."""

from __future__ import annotations

from finmodel.render.fold import folded


def test_what_goes_on_stands_under_the_text_and_the_verdict_stays_whole() -> None:
    lines = [
        "    A         JPY 7   Total of all parts",
        "    remedy    Give what was printed there",
        "left out of all lines",
        "IMPOSSIBLE  proved: 1 independent conflict",
    ]
    assert list(folded(lines, 40)) == [
        lines[0],
        "    remedy    Give what was printed",
        "              there",
        lines[2],
        lines[3],
    ]
    assert list(folded([f"{lines[0]} and more of them", ""], 44)) == [
        "    A         JPY 7   Total of all parts and",
        "                      more of them",
        "",
    ]
