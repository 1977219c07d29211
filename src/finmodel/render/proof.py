"""What was proved of a report, as text for people: conflicts as arithmetic, and the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from finmodel.model.wording import shortened
from finmodel.proof.certificate import relation_code, relation_text
from finmodel.proof.prove import Answer, Judged
from finmodel.render.conflict import ConflictText
from finmodel.render.line import line
from finmodel.render.proven import Proven
from finmodel.render.summary import counted
from finmodel.render.terminal import visible

WORDS: Final = {
    Answer.FEASIBLE: "POSSIBLE",
    Answer.INFEASIBLE: "IMPOSSIBLE",
    Answer.UNDECIDED: "UNDECIDED",
}

_LONGEST_TEXT: Final = 240


def proof_lines(proven: Proven) -> Iterator[str]:
    """Yield each conflict, what nothing is proved about, and the verdict, which is the last line.

    Explanations, which say which number is wrong, belong below the conflicts that they explain.
    """
    for number, conflict in enumerate(proven.proof.conflicts, 1):
        text = ConflictText(conflict, proven)
        yield text.heading(number)
        yield ""
        yield from text.lines()
        yield ""
    yield from _left_out_lines(proven)
    yield from _undecided_lines(proven)
    yield verdict_line(proven)


def _left_out_lines(proven: Proven) -> Iterator[str]:
    """Yield the relations that nothing is proved about, those of one rule together."""
    left_out = Counter(
        (relation_text(left.source), relation_code(left.source), left.reason)
        for left in proven.proof.left_out
    )
    for (text, code, reason), count in left_out.items():
        yield visible(f"left out  {shortened(text, _LONGEST_TEXT)}")
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
    parts = [_proved(proven)]
    if not proven.has_taxonomy:
        parts.append("the taxonomy cannot be had, so most relations are not known")
    named = {number for conflict in proof.conflicts for number in conflict.numbers}
    if named:
        of = counted(len(proof.problem.numbers), "number")
        parts.append(f"{len(named):,} of {of} in them")
    if proof.conflicts and not proof.undecided:
        parts.append("the rest can be true together, which is proved too")
    premises = {p for judged in proof.judged for p in judged.component.premises}
    parts.append(counted(len(premises), "relation"))
    if proof.left_out:
        parts.append(f"{len(proof.left_out):,} left out")
    if proof.undecided:
        parts.append(f"{counted(len(proof.undecided), 'part')} undecided")
    return f"{WORDS[proven.answer]}  {' · '.join(parts)}"


def _proved(proven: Proven) -> str:
    proof = proven.proof
    if proof.conflicts:
        return f"proved: {counted(len(proof.conflicts), 'independent conflict')}"
    if proof.answer is Answer.FEASIBLE:
        numbers = counted(len(proof.problem.numbers), "number")
        return f"proved: there are true values behind {numbers} with which every relation holds"
    return "no conflict was found, and no values with which everything holds"
