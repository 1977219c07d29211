"""The faults of xBRL-CSV that a reader finds without a taxonomy, and what the format is called."""

from __future__ import annotations

from typing import Final

from finmodel.diagnostic import Fault
from finmodel.formats.oim.dialect import Dialect
from finmodel.formats.oim.urimap import PREFIXES

_CSV: Final = "xBRL-CSV 1.0"

INVALID_JSON: Final = Fault(
    "xbrlce:invalidJSON",
    "The metadata is not JSON, or an object in it gives a key twice.",
    "Correct it at this place, or write it again with the program that made it.",
    f"{_CSV}, metadata; RFC 8259",
)
INVALID_STRUCTURE: Final = Fault(
    "xbrlce:invalidJSONStructure",
    "A member of the metadata is missing, unknown, or not of the form that it must have.",
    "Write it as the specification has it.",
    f"{_CSV}, metadata",
)
INVALID_IDENTIFIER: Final = Fault(
    "xbrlce:invalidIdentifier",
    "The name of a template, table, column, property group or parameter is no identifier.",
    "Use letters, digits, `-` and `_`, and start with a letter or `_`.",
    f"{_CSV}, identifiers",
)
UNRESOLVABLE_BASE: Final = Fault(
    "xbrlce:unresolvableBaseMetadataFile",
    "Metadata extends a file that cannot be read.",
    "Put the file where `extends` says; nothing is fetched from a network.",
    f"{_CSV}, metadata extension",
)
EXTENSION_CYCLE: Final = Fault(
    "xbrlce:cycleInExtensionChain",
    "Metadata extends itself, if by way of other files.",
    "Remove one of the references from `extends`.",
    f"{_CSV}, metadata extension",
)
MULTIPLE_TYPES: Final = Fault(
    "xbrlce:multipleDocumentTypesInExtensionChain",
    "Metadata extends a document of another type.",
    "Extend metadata of the same version only.",
    f"{_CSV}, metadata extension",
)
CONFLICTING_VALUE: Final = Fault(
    "xbrlce:conflictingMetadataValue",
    "Metadata gives another value to a name that the file it extends has given one.",
    "Use another name, or the same value.",
    f"{_CSV}, metadata extension",
)
ILLEGAL_REDEFINITION: Final = Fault(
    "xbrlce:illegalRedefinitionOfNonExtensibleProperty",
    "Metadata changes a property of the file that it extends.",
    "Leave the property out, or give it the same value.",
    f"{_CSV}, metadata extension",
)
ILLEGAL_EXTENSION: Final = Fault(
    "xbrlce:illegalExtensionOfFinalProperty",
    "Metadata adds to what the file that it extends declares to be final.",
    "Leave it out.",
    f"{_CSV}, metadata extension",
)
UNUSABLE_PARAMETER_URL: Final = Fault(
    "xbrlce:unusableParameterURL",
    "Parameters are final, so a file of parameters could not add any.",
    "Remove `parameterURL`, or `parameters` from `final`.",
    f"{_CSV}, parameters",
)
PARAMETER_REDEFINITION: Final = Fault(
    "xbrlce:illegalReportParameterRedefinition",
    "A parameter is given two values.",
    "Give it one value, in the metadata or in the file of parameters.",
    f"{_CSV}, parameters",
)
UNREFERENCED_PARAMETER: Final = Fault(
    "xbrlce:unreferencedParameter",
    "A parameter is used nowhere.",
    "Remove it, or refer to it as `$name`.",
    f"{_CSV}, parameters",
)
INVALID_PARAMETER_FILE: Final = Fault(
    "xbrlce:invalidParameterCSVFile",
    "A file of parameters is not as it must be.",
    "Give it the header `name,value`, and each parameter a row with both.",
    f"{_CSV}, parameters",
)
MISSING_PARAMETER_FILE: Final = Fault(
    "xbrlce:missingParametersFile",
    "The file of parameters cannot be opened.",
    "Put the file where `parameterURL` says.",
    f"{_CSV}, parameters",
)
CONFLICTING_COLUMN: Final = Fault(
    "xbrlce:conflictingColumnType",
    "A column is of two kinds: for facts, for property groups, or for comments.",
    "Split it into two columns.",
    f"{_CSV}, columns",
)
MISPLACED_DECIMALS: Final = Fault(
    "xbrlce:misplacedDecimalsOnNonFactColumn",
    "A column without facts has decimals.",
    "Remove the decimals.",
    f"{_CSV}, columns",
)
INVALID_GROUP_COLUMN: Final = Fault(
    "xbrlce:invalidPropertyGroupColumnReference",
    "A column takes properties from one that has no property groups.",
    "Name a column that has `propertyGroups`.",
    f"{_CSV}, property groups",
)
REPEATED_GROUP_DECIMALS: Final = Fault(
    "xbrlce:repeatedPropertyGroupDecimalsProperty",
    "A column takes decimals from two columns of property groups.",
    "Give decimals in one of them.",
    f"{_CSV}, property groups",
)
REPEATED_GROUP_DIMENSION: Final = Fault(
    "xbrlce:repeatedPropertyGroupDimension",
    "A column takes a dimension from two columns of property groups.",
    "Give the dimension in one of them.",
    f"{_CSV}, property groups",
)
UNKNOWN_GROUP: Final = Fault(
    "xbrlce:unknownPropertyGroup",
    "A cell names a property group that its column does not have.",
    "Correct the cell, or define the group.",
    f"{_CSV}, property groups",
)
UNDEFINED_ROW_ID: Final = Fault(
    "xbrlce:undefinedRowIdColumn",
    "The column of row identifiers is not among the columns of the template.",
    "Define the column, or correct `rowIdColumn`.",
    f"{_CSV}, row identifiers",
)
INVALID_ROW_ID_COLUMN: Final = Fault(
    "xbrlce:invalidRowIdColumn",
    "The column of row identifiers is one of comments.",
    "Name another column.",
    f"{_CSV}, row identifiers",
)
MISSING_ROW_ID: Final = Fault(
    "xbrlce:missingRowIdentifier",
    "A row with facts has no row identifier.",
    "Give the row an identifier of its own.",
    f"{_CSV}, row identifiers",
)
INVALID_ROW_ID: Final = Fault(
    "xbrlce:invalidRowIdentifier",
    "A row identifier is not of the form that it must have.",
    "Use letters, digits, `-` and `_`.",
    f"{_CSV}, row identifiers",
)
REPEATED_ROW_ID: Final = Fault(
    "xbrlce:repeatedRowIdentifier",
    "Two rows of a table have one row identifier.",
    "Give each row an identifier of its own.",
    f"{_CSV}, row identifiers",
)
UNKNOWN_TEMPLATE: Final = Fault(
    "xbrlce:unknownTableTemplate",
    "A table uses a template that is not defined.",
    "Define the template, or correct its name.",
    f"{_CSV}, tables",
)
MISSING_TABLE: Final = Fault(
    "xbrlce:missingRequiredCSVFile",
    "A table that is not optional cannot be opened.",
    "Put the file where `url` says, or make the table optional.",
    f"{_CSV}, tables",
)
INVALID_CSV: Final = Fault(
    "xbrlce:invalidCSVFileFormat",
    "A table is no CSV in UTF-8.",
    'Save it as CSV in UTF-8, with commas between cells and `"` around those that need it.',
    f"{_CSV}, CSV files; RFC 4180",
)
INVALID_HEADER: Final = Fault(
    "xbrlce:invalidHeaderValue",
    "The header of a table has something that is no name of a column.",
    "Write names of columns, with commas between them.",
    f"{_CSV}, CSV files",
)
UNKNOWN_COLUMN: Final = Fault(
    "xbrlce:unknownColumn",
    "The header of a table names a column that its template does not have.",
    "Define the column in the template, or remove it.",
    f"{_CSV}, CSV files",
)
REPEATED_COLUMN: Final = Fault(
    "xbrlce:repeatedColumnIdentifier",
    "The header of a table names a column twice.",
    "Remove one of the two columns.",
    f"{_CSV}, CSV files",
)
UNMAPPED_CELL: Final = Fault(
    "xbrlce:unmappedCellValue",
    "A cell has a value that belongs to no fact.",
    "Empty the cell, or let a fact column refer to it.",
    f"{_CSV}, CSV files",
)
ILLEGAL_NONE: Final = Fault(
    "xbrlce:illegalUseOfNone",
    "`#none` stands where a value or a property group must.",
    "Leave the cell empty.",
    f"{_CSV}, special values",
)
UNKNOWN_SPECIAL: Final = Fault(
    "xbrlce:unknownSpecialValue",
    "A value starts with `#`, but is none of the special ones.",
    "Write `##` for a value that starts with `#`.",
    f"{_CSV}, special values",
)
INVALID_REFERENCE: Final = Fault(
    "xbrlce:invalidReference",
    "A reference is not of the form `$name`.",
    "Name a column or a parameter, or write `$$` for a value that starts with `$`.",
    f"{_CSV}, references",
)
INVALID_SPECIFIER: Final = Fault(
    "xbrlce:invalidPeriodSpecifier",
    "A reference asks for something else than the start or the end of a period.",
    "Write `@start` or `@end`.",
    f"{_CSV}, references",
)
INVALID_TARGET: Final = Fault(
    "xbrlce:invalidReferenceTarget",
    "A reference leads to nothing: no column and no parameter has its name.",
    "Correct the name, or define the parameter.",
    f"{_CSV}, references",
)
TARGET_NOT_DURATION: Final = Fault(
    "xbrlce:referenceTargetNotDuration",
    "A reference asks for an end of a period that has no length.",
    "Refer to a duration, or leave `@start` or `@end` out.",
    f"{_CSV}, references",
)
INVALID_PERIOD: Final = Fault(
    "xbrlce:invalidPeriodRepresentation",
    "A period is in none of the forms that xBRL-CSV knows.",
    "Write, for example, `2025`, `2025Q1`, `2025-01-01..2025-03-31` or `2025-03-31@end`.",
    f"{_CSV}, periods",
)
INVALID_DECIMALS: Final = Fault(
    "xbrlce:invalidDecimalsValue",
    "Decimals are neither an integer, nor `#none`, nor a reference to one.",
    "Say to how many digits after the point the number is given (negative before it).",
    f"{_CSV}, decimals",
)
INVALID_SUFFIX: Final = Fault(
    "xbrlce:invalidDecimalsSuffix",
    "A number ends in something that should be decimals, and is not.",
    "Write `d` and an integer or `INF` directly after the number.",
    f"{_CSV}, decimals",
)
INVALID_CONCEPT: Final = Fault(
    "xbrlce:invalidConceptQName",
    "A concept is not of the form `prefix:name`.",
    "Write the prefix and the name of a concept.",
    f"{_CSV}, dimensions",
)
INVALID_LANGUAGE: Final = Fault(
    "xbrlce:invalidLanguageCode",
    "A language is no language tag.",
    "Write, for example, `en` or `ja`.",
    f"{_CSV}, dimensions",
)
UNKNOWN_LINK_TYPE: Final = Fault(
    "xbrlce:unknownLinkType",
    "A link has a type that nothing declares.",
    "Declare the alias in `documentInfo.linkTypes`.",
    f"{_CSV}, links",
)
UNKNOWN_LINK_GROUP: Final = Fault(
    "xbrlce:unknownLinkGroup",
    "A link is in a group that nothing declares.",
    "Declare the alias in `documentInfo.linkGroups`.",
    f"{_CSV}, links",
)
UNKNOWN_LINK_SOURCE: Final = Fault(
    "xbrlce:unknownLinkSource",
    "A link starts at a fact that the report does not have.",
    "Correct the id: table, row and column as in `table.r_1.column`.",
    f"{_CSV}, links",
)
UNKNOWN_LINK_TARGET: Final = Fault(
    "xbrlce:unknownLinkTarget",
    "A link leads to a fact that the report does not have.",
    "Correct the id: table, row and column as in `table.r_1.column`.",
    f"{_CSV}, links",
)

OUTSIDE_FOLDER: Final = Fault(
    "fm:fileOutsideFolder",
    "Metadata names a table or a file of parameters outside its own folder; it is not read.",
    "Put the file beside the metadata or in a folder below, and name it relatively.",
    f"{_CSV}, tables",
)
UNENCODABLE: Final = Fault(
    "fm:unencodableText",
    "A text has half of a surrogate pair, which UTF-8 cannot carry.",
    "Remove the character, or write the report as xBRL-JSON.",
)

DIALECT: Final = Dialect(
    document_type="https://xbrl.org/2021/xbrl-csv",
    prefixes={**PREFIXES, "xbrlce": "https://xbrl.org/2021/xbrl-csv/error"},
    json=INVALID_JSON,
    structure=INVALID_STRUCTURE,
    concept=INVALID_CONCEPT,
    language=INVALID_LANGUAGE,
    language_case=None,
    link_type=UNKNOWN_LINK_TYPE,
    link_group=UNKNOWN_LINK_GROUP,
    link_target=UNKNOWN_LINK_TARGET,
    link_source=UNKNOWN_LINK_SOURCE,
    keeps_units=False,
)
