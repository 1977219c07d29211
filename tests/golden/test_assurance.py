"""What a report does not say and how well it is checked, word for word."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import jsonschema

from finmodel.proof.coverage import coverage
from finmodel.proof.inference import infer
from finmodel.proof.prove import prove
from finmodel.render.coverage import CoveredReport, coverage_lines
from finmodel.render.coverage_json import coverage_json
from finmodel.render.inference import InferredReport, inference_lines
from finmodel.render.inference_json import inference_json
from finmodel.validation import case_of
from tests.golden.acme import Acme, correct_report, report
from tests.golden.conftest import Golden

SCHEMAS = Path(__file__).resolve().parents[2] / "schema" / "finmodel"

CORRECT, _ = case_of(correct_report(), taxonomy=Acme.taxonomy, rules=())
WRONG, _ = case_of(report(), taxonomy=Acme.taxonomy, rules=())
PROOF = prove(CORRECT)


def text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def is_valid(document: str, schema: str) -> bool:
    known = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(known).validate(json.loads(document))
    return True


def inferred(*concepts: str) -> InferredReport:
    names = [name for name in Acme.taxonomy.concepts if name.local_name in concepts]
    return InferredReport("acme.json", infer(CORRECT, PROOF, names), Acme.taxonomy)


def test_inference_as_text(golden: Golden) -> None:
    golden("inference.txt", text(inference_lines(inferred("GrossMargin", "Costs", "GrossProfit"))))


def test_inference_as_json(golden: Golden) -> None:
    document = inference_json(inferred("GrossMargin", "Costs"))

    assert is_valid(document, "inference.schema.json")
    golden("inference.json", document)


def test_news(golden: Golden) -> None:
    golden("news.txt", text(inference_lines(inferred())))


def test_coverage_as_text(golden: Golden) -> None:
    covered = CoveredReport("acme.json", coverage(PROOF), Acme.taxonomy)
    golden("coverage.txt", text(coverage_lines(covered, everything=True)))


def test_coverage_of_conflicts(golden: Golden) -> None:
    covered = CoveredReport("acme.json", coverage(prove(WRONG)), Acme.taxonomy)
    golden("coverage_wrong.txt", text(coverage_lines(covered)))


def test_coverage_as_json(golden: Golden) -> None:
    document = coverage_json(CoveredReport("acme.json", coverage(PROOF), Acme.taxonomy))

    assert is_valid(document, "coverage.schema.json")
    golden("coverage.json", document)
