"""What is wrong with reports in xBRL-CSV, and what of them is read all the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.unit.formats.oim.example import REMOVED
from tests.unit.formats.xbrl_csv.example import (
    FACTS,
    METADATA,
    TABLES,
    Changes,
    Found,
    put,
    read,
    said,
)

INCOME = ("tableTemplates", "income")
COLUMNS = (*INCOME, "columns")
NOW = (*COLUMNS, "now")
NOW_AT = "/tableTemplates/income/columns/now"
SALES = {"income.r_sales.now", "income.r_sales.before"}
WHY = {"income.r_why.now", "income.r_why.before"}
MARGIN = {"income.r_margin.now", "income.r_margin.opening"}
LINKED = ("xbrlce:unknownLinkSource", "/links/footnote/_/income.r_sales.now")
UNUSED = ("oime:unusedNoteFact", "remarks.csv:2 column text")


def income(*rows: str) -> dict[str, str]:
    """Return the table with a header and some rows."""
    return {"income.csv": "\n".join(rows)}


HEADER, ROW_1, ROW_2, ROW_3 = TABLES["income.csv"].splitlines()

METADATA_FAULTS: dict[str, tuple[Changes, Found, set[str]]] = {
    "unknown member": ([(("table",), {})], [("xbrlce:invalidJSONStructure", "/table")], FACTS),
    "language in upper case is allowed": (
        [(("tableTemplates", "remarks", "dimensions", "language"), "en-GB")],
        [],
        FACTS,
    ),
    "no taxonomy": (
        [(("documentInfo", "taxonomy"), REMOVED)],
        [("oime:noTaxonomy", "/documentInfo/taxonomy")],
        FACTS,
    ),
    "entry point that is no address": (
        [(("documentInfo", "taxonomy"), ["taxonomy.xsd", "http://[bad/x.xsd"])],
        [("xbrlce:invalidJSONStructure", "/documentInfo/taxonomy/1")],
        FACTS,
    ),
    "base URL that is no address": (
        [(("documentInfo", "baseURL"), "http://[bad/")],
        [("oime:invalidBaseURL", "/documentInfo/baseURL")],
        FACTS,
    ),
    "prefix reserved for CSV": (
        [(("documentInfo", "namespaces", "xbrlce"), "http://example.com")],
        [("oimce:invalidURIForReservedAlias", "/documentInfo/namespaces/xbrlce")],
        FACTS,
    ),
    "name of a column that is no identifier": (
        [((*COLUMNS, "a.b"), {})],
        [("xbrlce:invalidIdentifier", "/tableTemplates/income/columns/a.b")],
        FACTS,
    ),
    "name of a parameter that is no identifier": (
        [(("parameters", "1st"), "x")],
        [
            ("xbrlce:invalidIdentifier", "/parameters/1st"),
            ("xbrlce:unreferencedParameter", "/parameters/1st"),
        ],
        FACTS,
    ),
    "column of two kinds": (
        [((*COLUMNS, "scale", "comment"), True)],
        [
            ("xbrlce:conflictingColumnType", "/tableTemplates/income/columns/scale"),
            ("xbrlce:invalidPropertyGroupColumnReference", f"{NOW_AT}/propertiesFrom"),
        ],
        FACTS,
    ),
    "decimals without facts": (
        [((*COLUMNS, "part", "decimals"), 0)],
        [
            (
                "xbrlce:misplacedDecimalsOnNonFactColumn",
                "/tableTemplates/income/columns/part/decimals",
            )
        ],
        FACTS,
    ),
    "properties from a column without groups": (
        [((*NOW, "propertiesFrom"), ["scale", "part"])],
        [("xbrlce:invalidPropertyGroupColumnReference", f"{NOW_AT}/propertiesFrom")],
        FACTS,
    ),
    "decimals from two columns": (
        [
            ((*NOW, "propertiesFrom"), ["scale", "more"]),
            ((*COLUMNS, "more"), {"propertyGroups": {"a": {"decimals": 1}}}),
        ],
        [("xbrlce:repeatedPropertyGroupDecimalsProperty", f"{NOW_AT}/propertiesFrom")],
        FACTS,
    ),
    "dimension from two columns": (
        [
            ((*NOW, "propertiesFrom"), ["scale", "more"]),
            ((*COLUMNS, "more"), {"propertyGroups": {"a": {"dimensions": {"unit": "#none"}}}}),
        ],
        [("xbrlce:repeatedPropertyGroupDimension", f"{NOW_AT}/propertiesFrom")],
        FACTS,
    ),
    "no column of row identifiers": (
        [((*INCOME, "rowIdColumn"), "id"), (("links",), REMOVED)],
        [
            ("xbrlce:undefinedRowIdColumn", "/tableTemplates/income/rowIdColumn"),
            ("xbrlce:unmappedCellValue", "income.csv:2 column item"),
            UNUSED,
        ],
        {"income.r_1.now", "income.r_1.before", "income.r_2.now", "income.r_2.before"}
        | {"income.r_3.now", "income.r_3.opening"},
    ),
    "row identifiers among comments": (
        [
            ((*INCOME, "rowIdColumn"), "remark"),
            (("tables", "income"), REMOVED),
            (("links",), REMOVED),
        ],
        [("xbrlce:invalidRowIdColumn", "/tableTemplates/income/rowIdColumn"), UNUSED],
        set(),
    ),
    "unknown template": (
        [(("tables", "more", "template"), "none")],
        [("xbrlce:unknownTableTemplate", "/tables/more")],
        FACTS,
    ),
    "parameter that is used nowhere": (
        [(("parameters", "what"), "x"), (("tables", "income", "parameters", "that"), "x")],
        [
            ("xbrlce:unreferencedParameter", "/parameters/what"),
            ("xbrlce:unreferencedParameter", "/tables/income/parameters/that"),
        ],
        FACTS,
    ),
    "missing file of parameters": (
        [(("parameterURL",), "parameters.csv")],
        [("xbrlce:missingParametersFile", "/parameterURL")],
        FACTS,
    ),
    "parameters that are final": (
        [(("documentInfo", "final"), {"parameters": True}), (("parameterURL",), "more.csv")],
        [
            ("xbrlce:unusableParameterURL", "/parameterURL"),
            ("xbrlce:missingParametersFile", "/parameterURL"),
        ],
        FACTS,
    ),
    "extended file that is missing": (
        [(("documentInfo", "extends"), ["base.json"])],
        [("xbrlce:unresolvableBaseMetadataFile", "/documentInfo/extends/0")],
        FACTS,
    ),
    "extended address on a network": (
        [(("documentInfo", "extends"), ["http://example.com/base.json"])],
        [("xbrlce:unresolvableBaseMetadataFile", "/documentInfo/extends/0")],
        FACTS,
    ),
    "metadata that extends itself": (
        [(("documentInfo", "extends"), ["./report.json"])],
        [("xbrlce:cycleInExtensionChain", "/documentInfo/extends/0")],
        FACTS,
    ),
    "unknown special value": (
        [((*NOW, "dimensions", "ex:Part"), "#nothing")],
        [("xbrlce:unknownSpecialValue", f"{NOW_AT}/dimensions/ex:Part"), LINKED, UNUSED],
        FACTS - {f"income.r_{row}.now" for row in ("sales", "why", "margin")},
    ),
    "nil where there is no nil": (
        [((*NOW, "dimensions", "period"), "#nil")],
        [("xbrlce:invalidPeriodRepresentation", f"{NOW_AT}/dimensions/period"), LINKED, UNUSED],
        FACTS - {f"income.r_{row}.now" for row in ("sales", "why", "margin")},
    ),
    "reference of another form": (
        [((*NOW, "dimensions", "ex:Part"), "$a b")],
        [("xbrlce:invalidReference", f"{NOW_AT}/dimensions/ex:Part"), LINKED, UNUSED],
        FACTS - {f"income.r_{row}.now" for row in ("sales", "why", "margin")},
    ),
    "end of something that is no period": (
        [((*NOW, "dimensions", "ex:Part"), "$part@end")],
        [("xbrlce:invalidReference", f"{NOW_AT}/dimensions/ex:Part"), LINKED, UNUSED],
        FACTS - {f"income.r_{row}.now" for row in ("sales", "why", "margin")},
    ),
    "middle of a period": (
        [((*COLUMNS, "opening", "dimensions", "period"), "$year@middle")],
        [
            (
                "xbrlce:invalidPeriodSpecifier",
                "/tableTemplates/income/columns/opening/dimensions/period",
            )
        ],
        FACTS - {"income.r_margin.opening"},
    ),
    "reference to nothing": (
        [((*COLUMNS, "opening", "dimensions", "ex:Part"), "$nothing")],
        [("xbrlce:invalidReferenceTarget", "income.csv:4 column opening")],
        FACTS - {"income.r_margin.opening"},
    ),
    "reference to a comment": (
        [((*COLUMNS, "opening", "dimensions", "ex:Part"), "$remark")],
        [("xbrlce:invalidReferenceTarget", "income.csv:4 column opening")],
        FACTS - {"income.r_margin.opening"},
    ),
    "start of an instant": (
        [(("tables", "income", "parameters", "year"), "2008-04-01T00:00:00")],
        [("xbrlce:referenceTargetNotDuration", "income.csv:4 column opening")],
        FACTS - {"income.r_margin.opening"},
    ),
    "period in no known form": (
        [((*COLUMNS, "before", "dimensions", "period"), "FY2007")],
        [
            (
                "xbrlce:invalidPeriodRepresentation",
                "/tableTemplates/income/columns/before/dimensions/period",
            )
        ],
        FACTS - {"income.r_sales.before", "income.r_why.before"},
    ),
    "decimals as a text": (
        [((*COLUMNS, "before", "decimals"), "INF")],
        [("xbrlce:invalidDecimalsValue", "/tableTemplates/income/columns/before/decimals")],
        FACTS - {"income.r_sales.before", "income.r_why.before"},
    ),
    "decimals with a fraction": (
        [((*COLUMNS, "before", "decimals"), 1.5)],
        [("xbrlce:invalidDecimalsValue", "/tableTemplates/income/columns/before/decimals")],
        FACTS - {"income.r_sales.before", "income.r_why.before"},
    ),
    "concept without a prefix": (
        [((*COLUMNS, "opening", "dimensions", "concept"), "Cash")],
        [
            (
                "xbrlce:invalidConceptQName",
                "/tableTemplates/income/columns/opening/dimensions/concept",
            )
        ],
        FACTS - {"income.r_margin.opening"},
    ),
    "no concept": (
        [((*COLUMNS, "opening", "dimensions", "concept"), "#none")],
        [("oime:missingConceptDimension", "income.csv:4 column opening")],
        FACTS - {"income.r_margin.opening"},
    ),
    "language that is none": (
        [(("tableTemplates", "remarks", "dimensions", "language"), "the king's")],
        [
            ("xbrlce:invalidLanguageCode", "/tableTemplates/remarks/dimensions/language"),
            ("xbrlce:unknownLinkTarget", "/links/footnote/_/income.r_sales.now"),
        ],
        FACTS,
    ),
    "unit out of order": (
        [(("dimensions", "unit"), "iso4217:USD*iso4217:JPY")],
        [("oimce:invalidUnitStringRepresentation", "/dimensions/unit"), LINKED, UNUSED],
        {"income.r_margin.now"},
    ),
    "pure unit": (
        [(("dimensions", "unit"), "xbrli:pure")],
        [("oime:illegalPureUnit", "/dimensions/unit")],
        FACTS,
    ),
    "dimension with an unbound prefix": (
        [((*COLUMNS, "opening", "dimensions", "no:Part"), "a")],
        [("oimce:unboundPrefix", "/tableTemplates/income/columns/opening/dimensions/no:Part")],
        FACTS - {"income.r_margin.opening"},
    ),
    "note with a period": (
        [(("tableTemplates", "remarks", "dimensions", "period"), "2008")],
        [("oime:misplacedNoteFactDimension", "remarks.csv:2 column text")],
        FACTS,
    ),
    "note without a language": (
        [(("tableTemplates", "remarks", "dimensions", "language"), "#none")],
        [("oime:missingLanguageForNoteFact", "remarks.csv:2 column text")],
        FACTS,
    ),
    "unknown type of link": (
        [(("links",), {"no": METADATA["links"]["footnote"]})],
        [("xbrlce:unknownLinkType", "/links/no/_/income.r_sales.now"), UNUSED],
        FACTS,
    ),
    "unknown group of links": (
        [(("links", "footnote"), {"no": METADATA["links"]["footnote"]["_"]})],
        [("xbrlce:unknownLinkGroup", "/links/footnote/no/income.r_sales.now"), UNUSED],
        FACTS,
    ),
    "link to nowhere": (
        [(("links", "footnote", "_", "income.r_sales.now"), ["remarks.r_1.text", "x"])],
        [("xbrlce:unknownLinkTarget", "/links/footnote/_/income.r_sales.now")],
        FACTS,
    ),
    "link from nowhere": (
        [(("links", "footnote", "_", "x"), ["remarks.r_1.text"])],
        [("xbrlce:unknownLinkSource", "/links/footnote/_/x")],
        FACTS,
    ),
}


@pytest.mark.parametrize("case", METADATA_FAULTS.values(), ids=METADATA_FAULTS)
def test_faults_of_metadata(tmp_path: Path, case: tuple[Changes, Found, set[str]]) -> None:
    changes, found, kept = case
    report = read(put(tmp_path, changes))
    assert said(report) == found
    assert set(report.columns.id) == kept


TABLE_FAULTS: dict[str, tuple[Mapping[str, str | bytes | None], Found, set[str]]] = {
    "missing table": (
        {"income.csv": None},
        [("xbrlce:missingRequiredCSVFile", "/tables/income/url"), LINKED, UNUSED],
        set(),
    ),
    "header that names no column": (
        income(f"{HEADER},a b", ROW_1),
        [("xbrlce:invalidHeaderValue", "income.csv:1"), LINKED, UNUSED],
        set(),
    ),
    "semicolons": (
        income(HEADER.replace(",", ";"), ROW_1),
        [("xbrlce:invalidHeaderValue", "income.csv:1"), LINKED, UNUSED],
        set(),
    ),
    "unknown column": (
        income(f"{HEADER},after", ROW_1),
        [("xbrlce:unknownColumn", "income.csv:1"), LINKED, UNUSED],
        set(),
    ),
    "column that comes twice": (
        income(f"{HEADER},now", ROW_1),
        [("xbrlce:repeatedColumnIdentifier", "income.csv:1"), LINKED, UNUSED],
        set(),
    ),
    "column without a name, and empty": (income(f"{HEADER},", ROW_1 + ","), [], SALES),
    "value under no name": (
        income(f"{HEADER},", ROW_1 + ",x"),
        [("xbrlce:unmappedCellValue", "income.csv:2 column 9")],
        SALES,
    ),
    "row longer than the header": (
        income(HEADER, ROW_1 + ",,x"),
        [("xbrlce:unmappedCellValue", "income.csv:2 column 10")],
        SALES,
    ),
    "row shorter than the header": (income(HEADER, "sales,ex:A,,,,1"), [], {"income.r_sales.now"}),
    "parameter that no fact uses": (
        income(HEADER, ROW_1, "z,ex:A"),
        [("xbrlce:unmappedCellValue", "income.csv:3 column concept")],
        SALES,
    ),
    "property group that no fact uses": (
        income(HEADER, ROW_1, "z,ex:A,,millions,,,1,"),
        [("xbrlce:unmappedCellValue", "income.csv:3 column scale")],
        SALES | {"income.r_z.before"},
    ),
    "no row identifier": (
        income(HEADER, ROW_1, ",ex:A,,,,1,,"),
        [("xbrlce:missingRowIdentifier", "income.csv:3 column item")],
        SALES,
    ),
    "row identifier that is none": (
        income(HEADER, ROW_1, "a b,ex:A,,,,1,,"),
        [("xbrlce:invalidRowIdentifier", "income.csv:3 column item")],
        SALES,
    ),
    "row identifier that comes twice": (
        income(HEADER, ROW_1, "sales,ex:A,,,,1,,", "2,ex:A,,,,1,,"),
        [("xbrlce:repeatedRowIdentifier", "income.csv:3 column item")],
        SALES | {"income.r_2.now"},
    ),
    "unknown property group": (
        income(HEADER, ROW_1, "z,ex:A,,thousands,,1,,"),
        [("xbrlce:unknownPropertyGroup", "income.csv:3 column scale")],
        SALES,
    ),
    "property group that is none": (
        income(HEADER, ROW_1, "z,ex:A,,#none,,1,,"),
        [("xbrlce:illegalUseOfNone", "income.csv:3 column scale")],
        SALES,
    ),
    "value that is none": (
        income(HEADER, ROW_1, "z,ex:A,,,,#none,,"),
        [("xbrlce:illegalUseOfNone", "income.csv:3 column now")],
        SALES,
    ),
    "unknown special value": (
        income(HEADER, ROW_1, "z,ex:A,,,,#what,,"),
        [("xbrlce:unknownSpecialValue", "income.csv:3 column now")],
        SALES,
    ),
    "unknown special value of a dimension": (
        income(HEADER, ROW_1, "z,ex:A,#what,,,1,,"),
        [("xbrlce:unknownSpecialValue", "income.csv:3 column now")],
        SALES,
    ),
    "concept with an unbound prefix": (
        income(HEADER, ROW_1, "y,no:A,,,,1,,", "z,no:A,,,,1,,"),
        [("oimce:unboundPrefix", "income.csv:3 column now")],
        SALES,
    ),
    "decimals beyond all sense": (
        income(HEADER, ROW_1, "z,ex:A,,,,1d99999,,"),
        [("xbrlce:invalidDecimalsValue", "income.csv:3 column now")],
        SALES,
    ),
    "no CSV": (
        income(HEADER, ROW_1, 'z,ex:A,"x"y'),
        [("xbrlce:invalidCSVFileFormat", "income.csv:None")],
        SALES,
    ),
    "cell that does not end": (
        income(HEADER, ROW_1, 'z,ex:A,"x'),
        [("xbrlce:invalidCSVFileFormat", "income.csv:None")],
        SALES,
    ),
    "no UTF-8": (
        {"income.csv": f"{HEADER}\n{ROW_1}\n".encode("utf-16")},
        [("xbrlce:invalidCSVFileFormat", "income.csv:None"), LINKED, UNUSED],
        set(),
    ),
    "empty table": ({"income.csv": ""}, [LINKED, UNUSED], set()),
    "note that is no XHTML": (
        {"remarks.csv": "text\na & b\n"},
        [("oime:invalidXHTMLFragment", "remarks.csv:2 column text")],
        FACTS,
    ),
}


@pytest.mark.parametrize("case", TABLE_FAULTS.values(), ids=TABLE_FAULTS)
def test_faults_of_tables(
    tmp_path: Path, case: tuple[Mapping[str, str | bytes | None], Found, set[str]]
) -> None:
    tables, found, kept = case
    report = read(put(tmp_path, tables=tables))
    assert said(report) == found
    assert set(report.columns.id) == kept


PARAMETER_FAULTS: dict[str, tuple[str, Found]] = {
    "another header": ("Name,Value\n", [("xbrlce:invalidParameterCSVFile", "parameters.csv:1")]),
    "more columns": ("name,value,x\n", [("xbrlce:invalidParameterCSVFile", "parameters.csv:1")]),
    "empty columns": ("name,value,\n,,\nwho,lei:1,\n", []),
    "no value": ("name,value\nwho,\n", [("xbrlce:invalidParameterCSVFile", "parameters.csv:2")]),
    "no name": ("name,value\n,x\n", [("xbrlce:invalidParameterCSVFile", "parameters.csv:2")]),
    "more than a value": (
        "name,value\nwho,lei:1,x\n",
        [("xbrlce:invalidParameterCSVFile", "parameters.csv:2")],
    ),
    "name that comes again": (
        "name,value\nwho,lei:1\nwho,lei:1\n",
        [("xbrlce:invalidParameterCSVFile", "parameters.csv:3")],
    ),
    "name that is none": (
        "name,value\na b,x\n",
        [("xbrlce:invalidIdentifier", "parameters.csv:2")],
    ),
    "same value": ("name,value\nwho,lei:1\n", []),
    "another value": (
        "name,value\nwho,lei:2\n",
        [("xbrlce:illegalReportParameterRedefinition", "parameters.csv:2")],
    ),
    "no CSV": ('name,value\nwho,"', [("xbrlce:invalidParameterCSVFile", "parameters.csv:None")]),
}


@pytest.mark.parametrize("case", PARAMETER_FAULTS.values(), ids=PARAMETER_FAULTS)
def test_faults_of_parameters(tmp_path: Path, case: tuple[str, Found]) -> None:
    text, found = case
    changes: list[tuple[Any, Any]] = [(("parameterURL",), "parameters.csv")]
    report = read(put(tmp_path, changes, {"parameters.csv": text}))
    assert said(report) == found
    assert set(report.columns.id) == FACTS
