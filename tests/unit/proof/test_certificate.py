"""Certificates: what is proved is verified, and what is changed in them is noticed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from finmodel.proof.assembly import problem_of
from finmodel.proof.certificate import certificate_json
from finmodel.proof.correspondence import strangers
from finmodel.proof.prove import Answer, prove
from finmodel.proof.verify import MalformedError, verify
from tests.unit.proof.known import FEASIBLE, INFEASIBLE, SUMS

CASES = {**{f"feasible {k}": v for k, v in FEASIBLE.items()}, **INFEASIBLE}
PROOFS = {key: prove(case) for key, case in CASES.items()}
TEXTS = {key: certificate_json(proof) for key, proof in PROOFS.items()}
CONTENTS = {key: json.loads(text) for key, text in TEXTS.items()}

Json: TypeAlias = Any
Path_: TypeAlias = tuple[str | int, ...]


def mistakes(content: Json) -> list[str]:
    """Return the mistakes of a certificate; that it is none is one too."""
    try:
        return verify(json.dumps(content).encode())
    except MalformedError as error:
        return [str(error)]


@pytest.mark.parametrize("key", FEASIBLE)
def test_true_values_are_verified(key: str) -> None:
    assert PROOFS[f"feasible {key}"].answer is Answer.FEASIBLE
    assert verify(TEXTS[f"feasible {key}"].encode()) == []


@pytest.mark.parametrize("key", INFEASIBLE)
def test_conflicts_are_verified(key: str) -> None:
    assert PROOFS[key].answer is Answer.INFEASIBLE
    assert verify(TEXTS[key].encode()) == []


SCHEMA = json.loads(
    (Path(__file__).parents[3] / "schema" / "finmodel" / "certificate.schema.json").read_text(
        encoding="utf-8"
    )
)


@pytest.mark.parametrize("key", CONTENTS)
def test_a_certificate_has_the_form_that_the_schema_gives(key: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    errors = [e.message for e in Draft202012Validator(SCHEMA).iter_errors(CONTENTS[key])]
    assert errors == []


def test_one_proof_has_one_certificate() -> None:
    again = certificate_json(prove(INFEASIBLE["several"]))
    assert again == TEXTS["several"]


def test_the_seven_numbers_contradict_each_other_by_a_half() -> None:
    content = CONTENTS["seven"]
    (conflict,) = content["conflicts"]
    assert (conflict["low"], conflict["isOpen"]) == ("1/2", False)
    assert len(conflict["rows"]) == 3
    assert [row["terms"] for row in content["rows"]].count({}) == 0
    texts = {
        content["relations"][content["rows"][int(i)]["relation"]]["text"] for i in conflict["rows"]
    }
    assert texts == set(SUMS)
    assert content["freed"] == sorted(int(n) for n in (*conflict["lows"], *conflict["highs"]))


def test_a_conflict_of_rules_drops_them() -> None:
    content = CONTENTS["rules"]
    assert content["freed"] == []
    assert len(content["dropped"]) == 2


def test_a_key_that_is_given_twice_is_refused() -> None:
    text = TEXTS[next(iter(INFEASIBLE))]
    assert '"verdict"' in text
    twice = text.replace('"verdict"', '"verdict": "feasible", "verdict"', 1)
    with pytest.raises(MalformedError, match="twice"):
        verify(twice.encode())


def test_the_checker_shares_no_code_and_runs_alone(tmp_path: Path) -> None:
    source = Path(sys.modules[verify.__module__].__file__ or "")
    lines = source.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 200
    assert not any("import finmodel" in line or "from finmodel" in line for line in lines)
    alone = tmp_path / "checker.py"
    alone.write_bytes(source.read_bytes())
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.json"
    right.write_text(TEXTS["seven"], encoding="utf-8")
    wrong.write_text(TEXTS["seven"].replace('"1/2"', '"3/2"'), encoding="utf-8")
    ran = [
        subprocess.run([sys.executable, "-I", alone, file], capture_output=True, check=False)
        for file in (right, wrong)
    ]
    assert [(done.returncode, done.stderr) for done in ran] == [(0, b""), (1, b"")]
    assert ran[0].stdout.strip() == b"The certificate is right."


def test_a_certificate_is_about_its_own_report_only() -> None:
    for key, case in CASES.items():
        assert list(strangers(CONTENTS[key], problem_of(case))) == [], key
    assert len(list(strangers(CONTENTS["seven"], problem_of(CASES["margin"])))) > 7


def forged(key: str, change: Callable[[Json], object]) -> Json:
    """Return a certificate in which something is changed, with hashes to match."""
    content = deepcopy(CONTENTS[key])
    change(content)
    for name, *others in ("numbers", "quantities"), ("relations", "claims", "rows"):
        given = json.dumps([content[part] for part in (name, *others)], sort_keys=True)
        content["hashes"][name] = sha256(given.encode()).hexdigest()
    return content


def emptied(content: Json) -> None:
    content["verdict"] = "feasible"
    content.update({key: [] for key in ("quantities", "conflicts", "freed", "dropped")}, values={})


def moved(content: Json) -> None:
    content["verdict"] = "feasible"
    content.update({key: [] for key in ("conflicts", "freed", "dropped")}, values={})
    for number in content["numbers"]:
        number["quantity"] += 10**6


def contradicted(relation: int) -> Callable[[Json], None]:
    """Return what adds a row that cannot be true of anything, in the name of a relation."""

    def change(content: Json) -> None:
        content["verdict"] = "infeasible"
        reasons = dict.fromkeys(("claim", "factor", "divisor", "lemma"))
        row: Json = {
            "relation": relation,
            "terms": {},
            "constant": "1",
            "operator": "<=",
            **reasons,
        }
        content["rows"].append(row)
        said = {"low": "1", "isOpen": False, "lows": {}, "highs": {}}
        content["conflicts"] = [{**said, "rows": {str(len(content["rows"]) - 1): "1"}}]
        content["dropped"] = [relation]

    return change


FORGERIES = {
    "no quantities": emptied,
    "quantities beyond those listed": moved,
    "relation that is not listed": contradicted(10**8),
    "relation of no kind": contradicted(-1),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_no_proof(name: str) -> None:
    assert mistakes(forged("seven", FORGERIES[name]))


def without_last(part: str) -> Callable[[Json], None]:
    return lambda content: content[part].pop()


def retold(content: Json) -> None:
    for relation in content["relations"]:
        relation["text"] = "1 = 1"


STRANGE = {
    "a number fewer": ("feasible sums", without_last("numbers")),
    "a row of a relation that does not say it": ("feasible sums", contradicted(0)),
    "other relations": ("seven", retold),
    "another type": ("seven", lambda content: content.update(documentType="foo")),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_the_report_does_not_state_is_strange(name: str) -> None:
    key, change = STRANGE[name]
    assert list(strangers(forged(key, change), problem_of(CASES[key])))


# --- what is wrong is noticed


def leaves(part: Json, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the paths of everything that is no list or object."""
    if isinstance(part, dict | list):
        items = part.items() if isinstance(part, dict) else enumerate(part)
        for key, value in items:
            yield from leaves(value, (*path, key))
    else:
        yield path


def at(content: Json, path: Path_) -> Json:
    for key in path:
        content = content[key]
    return content


def put(content: Json, path: Path_, value: Json) -> None:
    at(content, path[:-1])[path[-1]] = value


def sealed(content: Json) -> Json:
    """Put the right hashes in, as somebody would who wants to deceive."""
    for key, *others in ("numbers", "quantities"), ("relations", "claims", "rows"):
        given = json.dumps([content[part] for part in (key, *others)], sort_keys=True)
        content["hashes"][key] = sha256(given.encode()).hexdigest()
    return content


SAYS_NOTHING = {"documentType", "report", "leftOut", "undecided"}


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Path_, Json]:
    """Return a leaf of a certificate and something else to be there."""
    key = draw(st.sampled_from(sorted(CONTENTS)))
    path = draw(st.sampled_from(sorted(leaves(CONTENTS[key]), key=str)))
    old = at(CONTENTS[key], path)
    if isinstance(old, bool):
        return key, path, not old
    if isinstance(old, int):
        return key, path, old + draw(st.sampled_from([-2, -1, 1, 2]))
    if isinstance(old, str) and old[-1:].isdigit() and path[0] != "hashes":
        by = draw(st.sampled_from(["1/7", "-1/7", "1", "-1", "1000000"]))
        try:
            return key, path, str(Fraction(old) + Fraction(by))
        except ValueError:
            pass
    operators = {"<", "<=", "="} - {old}
    return key, path, draw(st.sampled_from([None, "", "0", "-1", [], {}, *sorted(operators)]))


def is_weaker(path: Path_, old: Json, new: Json) -> bool:
    """Tell whether a bound says less than before, which may do as well."""
    if path[-1] == "isOpen":
        return bool(old) and not new
    return path[-1] == "low" and isinstance(new, str) and Fraction(new) < Fraction(old)


def are_true(key: str, values: dict[str, str]) -> bool:
    """Tell, without the checker, whether values satisfy a whole report."""
    problem = PROOFS[key].problem
    exact = {int(index): Fraction(value) for index, value in values.items()}
    return all(exact[n.quantity] in n.interval for n in problem.numbers) and all(
        premise.holds(exact) for premise in problem.premises
    )


@given(changed())
def test_what_is_changed_is_noticed(change: tuple[str, Path_, Json]) -> None:
    key, path, new = change
    content = deepcopy(CONTENTS[key])
    old = at(content, path)
    put(content, path, new)
    if old == new or mistakes(content):
        return
    if path[0] == "values":
        freed = CONTENTS[key]["freed"] or CONTENTS[key]["dropped"]
        assert freed or are_true(key, content["values"])
    elif path[0] not in SAYS_NOTHING:
        assert is_weaker(path, old, new), (path, old, new)


DERIVED = [
    (key, ("rows", index, *path))
    for key, content in CONTENTS.items()
    for index, row in enumerate(content["rows"])
    if row["claim"] is not None
    for path in leaves(row)
    if path != ("relation",)
]


@given(st.sampled_from(DERIVED), st.sampled_from(["1/7", "-1", "0", "1", "=", "<", 0, 1, True]))
def test_hashes_made_again_deceive_nobody(leaf: tuple[str, Path_], new: Json) -> None:
    key, path = leaf
    content = deepcopy(CONTENTS[key])
    old = at(content, path)
    put(content, path, new)
    if old is None or old == new or str(old) == str(new) or mistakes(sealed(content)):
        return
    # that a divisor is not zero follows from any claim that divides by it
    divides_too = path[2] == "claim" and content["rows"][path[1]]["factor"] is None
    assert divides_too or is_weaker(path, old, new), (path, old, new)


@pytest.mark.parametrize("key", INFEASIBLE)
@pytest.mark.parametrize("part", ["rows", "lows", "highs"])
def test_every_multiplier_is_needed(key: str, part: str) -> None:
    for conflict in range(len(CONTENTS[key]["conflicts"])):
        for index in CONTENTS[key]["conflicts"][conflict][part]:
            content = deepcopy(CONTENTS[key])
            del content["conflicts"][conflict][part][index]
            assert mistakes(content)


@pytest.mark.parametrize("key", INFEASIBLE)
def test_negative_multipliers_are_refused(key: str) -> None:
    content = deepcopy(CONTENTS[key])
    for part in ("rows", "lows", "highs"):
        for index, value in content["conflicts"][0][part].items():
            content["conflicts"][0][part][index] = str(-Fraction(value))
    assert mistakes(content)


@pytest.mark.parametrize("key", FEASIBLE)
def test_a_verdict_needs_its_proof(key: str) -> None:
    content = deepcopy(CONTENTS[f"feasible {key}"])
    assert mistakes({**content, "verdict": "infeasible"})
    if content["values"]:
        assert mistakes({**content, "values": {}})
        assert mistakes({**content, "freed": [0]})


def test_a_row_may_not_rest_on_itself() -> None:
    content = deepcopy(CONTENTS["growth"])
    index, row = next((i, r) for i, r in enumerate(content["rows"]) if r["divisor"])
    row["divisor"]["rows"] = {str(index): "1"}
    assert any(text.startswith(f"rows, {index}: ") for text in mistakes(sealed(content)))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b'{"numbers": 1}',
        b"[" * 100_000,
        b"\xff",
        json.dumps({**CONTENTS["seven"], "values": {"0": "1e9"}}).encode(),
        json.dumps({**CONTENTS["seven"], "values": {"-1": "0"}}).encode(),
        json.dumps({**CONTENTS["seven"], "values": {"0": "1/0"}}).encode(),
        json.dumps({**CONTENTS["seven"], "values": {"0": "9" * 5000}}).encode(),
        json.dumps({**CONTENTS["seven"], "numbers": [{"value": "1", "decimals": 10**9}]}).encode(),
    ],
)
def test_what_is_no_certificate_is_refused(text: bytes) -> None:
    with pytest.raises(MalformedError):
        verify(text)
