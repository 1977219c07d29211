"""What can be wrong with a workbook or its mapping."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault, Severity

UNREADABLE_WORKBOOK: Final = Fault(
    "fm:unreadableWorkbook",
    "A file is no workbook, or one that is damaged or encrypted.",
    "Open it in the program that made it, remove the password, and save it as .xlsx.",
)
WORKBOOK_LIMIT: Final = Fault(
    "fm:workbookLimit",
    "A workbook goes beyond a limit that protects against hostile files.",
    "Keep the tables of the report in a workbook of their own.",
)
NO_MAPPING: Final = Fault(
    "fm:noMapping",
    "A workbook has no mapping, which says what its cells mean.",
    "Make one with `finmodel init`, look through it, and correct what is wrong.",
)
INVALID_MAPPING: Final = Fault(
    "fm:invalidMapping",
    "The mapping of a workbook is not TOML, or says what no workbook can be read by.",
    "Correct the place that is named, or write the mapping anew with `finmodel init --force`.",
)
ERROR_CELL: Final = Fault(
    "fm:errorCell",
    "A cell that should have a number has an error, such as #REF!.",
    "Correct the formula in the workbook, recalculate, and save it.",
)
NOT_CALCULATED: Final = Fault(
    "fm:notCalculated",
    "A formula has no result in the file, so there is no number to read.",
    "Open the workbook in a spreadsheet program, recalculate, and save it.",
)
NOT_A_NUMBER: Final = Fault(
    "fm:notANumber",
    "A cell that should have a number has a text that is none.",
    "Correct the cell, or leave its row or column out of the mapping.",
    severity=Severity.WARNING,
)
