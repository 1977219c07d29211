"""What was proved of a report, as text for people: conflicts as arithmetic, and the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from finmodel.model.wording import shortened
from finmodel.proof.certificate import relation_code, relation_text
from finmodel.proof.prove import Answer, Judged, Proof
from finmodel.render.conflict import ConflictText
from finmodel.render.explanation import SMALLEST, ExplanationText
from finmodel.render.line import line
from finmodel.render.proven import Group, Proven
from finmodel.render.summary import counted
from finmodel.render.terminal import visible

WORDS: Final = {
    Answer.FEASIBLE: "POSSIBLE",
    Answer.INFEASIBLE: "IMPOSSIBLE",
    Answer.UNDECIDED: "UNDECIDED",
}

_LONGEST_TEXT: Final = 240


def proof_lines(proven: Proven) -> Iterator[str]:
    """Yield what is likely wrong above the conflicts that show it, what is not proved, the verdict.

    The verdict is the last line.
    """
    for number, group in enumerate(proven.groups, 1):
        yield from _suspect_lines(number, group, proven)
        for index in group.conflicts:
            text = ConflictText(proven.proof.conflicts[index], proven)
            yield text.heading(index + 1)
            yield ""
            yield from text.lines()
            yield ""
    yield from _rounding_lines(proven)
    if proven.diagnosis is not None and proven.diagnosis.first:
        yield SMALLEST
        yield ""
    yield from _left_out_lines(proven)
    yield from _undecided_lines(proven)
    yield verdict_line(proven)


def _suspect_lines(number: int, group: Group, proven: Proven) -> Iterator[str]:
    """Yield what explains conflicts."""
    if group.alternatives is None:
        return
    text = ExplanationText(group.alternatives, proven)
    yield text.heading(number)
    yield ""
    lines = list(text.lines())
    yield from lines
    if lines:
        yield ""


def _rounding_lines(proven: Proven) -> Iterator[str]:
    """Yield the statements that may be rounded another way than they declare."""
    for other in proven.roundings:
        finding = other.finding(proven.taxonomy)
        yield visible(f"{finding.severity} {finding.code}  {finding.message}")
        yield line("remedy", finding.remedy)
        yield line("see", f"finmodel explain {finding.code}")
        yield ""


def _left_out_lines(proven: Proven) -> Iterator[str]:
    """Yield the relations that nothing is proved about, those of one rule together."""
    left_out = Counter(
        (relation_text(left.source), relation_code(left.source), left.reason, left.is_broken)
        for left in proven.proof.left_out
    )
    for (text, code, reason, is_broken), count in left_out.items():
        word = "broken" if is_broken else "left out"
        yield visible(f"{word}  {shortened(text, _LONGEST_TEXT)}")
        yield ""
        yield line("rule", code)
        yield line("places", f"{count:,}")
        yield line("because", reason)
        yield ""


def _undecided_lines(proven: Proven) -> Iterator[str]:
    for judged in proven.proof.undecided:
        yield visible(f"undecided  {_extent(judged)}: {judged.undecided}")
        yield ""


def _extent(judged: Judged) -> str:
    numbers = counted(len(judged.component.numbers), "number")
    return f"{numbers} and {counted(len(judged.component.premises), 'relation')} between them"


def verdict_line(proven: Proven) -> str:
    """Return the verdict: what is proved, by how much arithmetic, and what is not."""
    proof = proven.proof
    parts = [*_proved(proven), *_explained(proven)]
    if not proof.has_taxonomy:
        parts.append("the taxonomy cannot be had, so most relations are not known")
    named = {number for conflict in proof.conflicts for number in conflict.numbers}
    if named:
        of = counted(len(proof.problem.numbers), "number")
        parts.append(f"{len(named):,} of {of} in them")
    if proof.conflicts and not proof.undecided:
        rest = "the rest but what is left out" if proof.left_out else "the rest"
        parts.append(f"{rest} can be true together, which is proved too")
    premises = {p for judged in proof.judged for p in judged.component.premises}
    parts.append(counted(len(premises), "relation"))
    if proof.left_out and (proof.conflicts or proof.undecided or not proof.problem.numbers):
        parts.append(f"{len(proof.left_out):,} left out")
    if proof.undecided:
        parts.append(f"{counted(len(proof.undecided), 'part')} undecided")
    if proof.problem.in_tuples:
        count = counted(len(proof.problem.in_tuples), "number")
        parts.append(f"{count} in tuples not read, which no relation sees")
    return f"{WORDS[proof.answer]}  {' · '.join(parts)}"


def _explained(proven: Proven) -> Iterator[str]:
    """Yield how much is explained, and what was proved of a corrected copy."""
    if proven.diagnosis is None or not proven.proof.conflicts:
        return
    yield f"{proven.diagnosis.explained_by_one:,} explained by one number"
    mended = proven.mended
    if mended is not None and mended.answer is Answer.FEASIBLE:
        yield "with these corrections the rest is proved possible"
    elif mended is not None and mended.broken and not (mended.conflicts or mended.undecided):
        yield f"with these corrections no conflict is left, but {_broken(mended)}"


def _broken(proof: Proof) -> str:
    """Return how many relations are broken that no row states, and which."""
    codes = ", ".join(dict.fromkeys(relation_code(left.source) for left in proof.broken))
    count = counted(len(proof.broken), "relation")
    return f"{count} broken, as finmodel validate shows: {shortened(codes, _LONGEST_TEXT)}"


def _independent(proven: Proven) -> int:
    return len(proven.proof.conflicts if proven.diagnosis is None else proven.groups)


def _proved(proven: Proven) -> Iterator[str]:
    """Yield what is proved, and first what is known to be wrong without that."""
    proof = proven.proof
    if proof.broken:
        yield _broken(proof)
    if proof.conflicts:
        yield f"proved: {counted(_independent(proven), 'independent conflict')}"
    elif proof.undecided:
        yield "no conflict was found, and no values with which everything holds"
    elif not proof.problem.numbers:
        yield "there are no numbers to prove anything of"
    else:
        numbers = counted(len(proof.problem.numbers), "number")
        said = "proved" if proof.answer is Answer.FEASIBLE else "no conflict was found"
        known = "relation" if proof.has_taxonomy else "known relation"
        but = f" but {len(proof.left_out):,} left out" if proof.left_out else ""
        yield f"{said}: there are true values behind {numbers} with which every {known}{but} holds"
