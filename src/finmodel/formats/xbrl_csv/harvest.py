"""What the tables of a report yield: facts, notes, and where they were read."""

from __future__ import annotations

from finmodel.formats.oim.fault import (
    INVALID_XHTML,
    MISPLACED_NOTE_DIMENSION,
    MISSING_NOTE_LANGUAGE,
)
from finmodel.formats.oim.intake import Intake
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.note import UNDETERMINED, read_xhtml
from finmodel.formats.xbrl_csv.aspect import Aspects, Lost
from finmodel.formats.xbrl_csv.cell import Saying
from finmodel.formats.xbrl_csv.place import Places
from finmodel.model.column import NONE
from finmodel.model.dimension import DimensionSet
from finmodel.model.link import Note
from finmodel.model.period import FOREVER
from finmodel.qname import QName
from finmodel.source import Source

Indexes = tuple[int, int, int]
"""Dimensions, unit and language, as indexes into the tables of the report."""

_BARE = DimensionSet(None, FOREVER)


Place = tuple[int, int]
"""A line, and the number of the column."""


class Harvest:
    """Takes in what tables say."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.intake = Intake()
        self.places = Places()
        self.notes: dict[str, Note] = {}
        self._note_sources: dict[str, Source] = {}

    def indexes(self, aspects: Aspects | Lost) -> Indexes:
        """Return the indexes of aspects, which several facts share."""
        if isinstance(aspects, Lost):
            return (NONE, NONE, NONE)
        intake = self.intake
        return (
            intake.dimension_sets[aspects.dimensions],
            NONE if aspects.unit is None else intake.units[aspects.unit],
            NONE if aspects.language is None else intake.languages[aspects.language],
        )

    def add(self, id: str, concept: QName, indexes: Indexes, saying: Saying, place: Place) -> None:
        """Add a fact that was read in a line and a column."""
        columns = self.intake.columns
        dimensions, unit, language = indexes
        columns.concept.append(self.intake.concepts[concept])
        columns.dimensions.append(dimensions)
        columns.unit.append(unit if saying.is_number else NONE)
        columns.language.append(NONE if saying.is_number else language)
        columns.decimals.append(saying.decimals)
        columns.value.append(saying.value)
        columns.id.append(id)
        self.places.add(*place)

    def add_note(self, id: str, value: str | None, aspects: Aspects, source: Source) -> None:
        """Add a note, saying what is wrong with it."""
        journal = self.journal
        if aspects.language is None:
            journal.add(MISSING_NOTE_LANGUAGE, f"The note “{id}” has no language.", source)
        if aspects.dimensions != _BARE:
            message = f"The note “{id}” has an entity, a period or another dimension."
            journal.add(MISPLACED_NOTE_DIMENSION, message, source)
        if value is None:
            journal.add(INVALID_XHTML, f"The note “{id}” has no value.", source)
        fragment, faults = read_xhtml(value or "")
        for fault, message in faults:
            journal.add(fault, message, source)
        self.notes[id] = Note(id, aspects.language or UNDETERMINED, fragment)
        self._note_sources[id] = source

    def note_source(self, id: str) -> Source:
        """Return where a note was read."""
        return self._note_sources[id]
