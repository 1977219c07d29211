"""What was inferred, as people and programs read it, where numbers are wrong."""

from __future__ import annotations

import json

import pytest

from finmodel.proof.inference import infer
from finmodel.proof.prove import prove
from finmodel.render.inference import InferredReport, inference_lines
from finmodel.render.inference_json import inference_json
from tests.unit.proof.known import SUMS, case
from tests.unit.rules.sheet import name


@pytest.mark.parametrize(
    ("left", "why", "tied"),
    [
        (90007, "one of those of which one is likely wrong", ["f1"]),
        (-81113, "it is likely wrong", []),
    ],
)
def test_what_counts_for_nothing_is_named_and_why(left: int, why: str, tied: list[str]) -> None:
    known = case(("LeftTwo 51112 0", f"Left {left} 0", "LeftOne 30001 0"), SUMS)
    inferred = InferredReport("a.json", infer(known, prove(known), [name("Left")]), known.taxonomy)
    (line,) = (line for line in inference_lines(inferred) if line.startswith("    without "))
    assert line.endswith(f", 2008-04-01 to 2009-03-31: {why}")
    (content,) = json.loads(inference_json(inferred))["inferred"]
    assert content["tied"] == (content["without"] if tied else [])
