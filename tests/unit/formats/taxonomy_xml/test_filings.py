"""Published taxonomies, found by address in an archive of the documents that they consist of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from finmodel.formats.document import Document
from finmodel.formats.store.mirror import Mirror
from finmodel.formats.taxonomy_json.reader import read_taxonomy as read_json
from finmodel.formats.taxonomy_json.writer import taxonomy_json
from finmodel.formats.taxonomy_xml.reader import read_taxonomy
from finmodel.formats.taxonomy_xml.resolver import Resolver, first_of, local_file
from finmodel.formats.taxonomy_xml.writer import write_taxonomy

DANISH = (
    "http://archprod.service.eogs.dk/taxonomy/20161001/entryDanishGAAPBalanceSheetAccountForm"
    "IncomeStatementByNatureIncludingManagementsReviewStatisticsAndTax20161001.xsd"
)


@pytest.fixture(scope="module")
def archive(shared: Path) -> Resolver:
    """The documents that the filings' taxonomies consist of."""
    return first_of(local_file, Mirror.at(shared / "filings" / "taxonomies.zip"))


# The figures are those of the processor Arelle 2.47.3 for the same entry points; its labels are
# counted here without those of roles and types, and equal ones once.
@pytest.mark.parametrize(
    ("entry_point", "concepts", "labels", "relationships"),
    [
        (
            DANISH,
            1991,
            19058,
            {
                "parent-child": 2574,
                "domain-member": 2318,
                "hypercube-dimension": 194,
                "all": 92,
                "dimension-domain": 51,
                "dimension-default": 21,
            },
        ),
        (
            "filings/open/sec-aapl-10k-2010/aapl-20100925.xsd",
            13827,
            1012,
            {
                "parent-child": 921,
                "domain-member": 595,
                "summation-item": 147,
                "dimension-domain": 92,
                "hypercube-dimension": 92,
                "all": 66,
                "dimension-default": 15,
            },
        ),
    ],
)
def test_a_published_taxonomy(
    shared: Path,
    archive: Resolver,
    tmp_path: Path,
    entry_point: str,
    concepts: int,
    labels: int,
    relationships: dict[str, int],
) -> None:
    is_address = "://" in entry_point
    document = archive(entry_point) if is_address else Document.of(shared / entry_point)
    assert document is not None

    taxonomy = read_taxonomy([document], resolver=archive)

    counts: Counter[str] = Counter()
    for network in taxonomy.networks.values():
        counts[network.arcrole.rpartition("/")[2]] += len(network.relationships)
    assert taxonomy.diagnostics == ()
    assert (len(taxonomy.concepts), len(taxonomy.labels)) == (concepts, labels)
    assert counts == relationships

    written, *_ = write_taxonomy(taxonomy, tmp_path, "copy")
    assert read_taxonomy([Document.of(written)]) == taxonomy
    assert read_json(Document.from_bytes(taxonomy_json(taxonomy), "copy.json")) == taxonomy


def test_without_its_base_a_taxonomy_is_read_as_far_as_it_goes(shared: Path) -> None:
    entry_point = shared / "filings/open/sec-aapl-10k-2010/aapl-20100925.xsd"

    taxonomy = read_taxonomy([Document.of(entry_point)])

    codes = {diagnostic.code for diagnostic in taxonomy.diagnostics}
    assert codes <= {"fm:documentNotAvailable", "fm:unknownDataType"}
    missing = [
        diagnostic.message
        for diagnostic in taxonomy.diagnostics
        if diagnostic.code == "fm:documentNotAvailable"
    ]
    assert missing
    assert len(missing) == len(set(missing))
    assert all(name.namespace == taxonomy.namespace for name in taxonomy.concepts)
    assert taxonomy.concepts
