"""The page about the example, without its style and its script."""

from __future__ import annotations

import re

from finmodel.render.html.page import report_html
from finmodel.rules.relation.checked import checked_relations
from finmodel.validation import case_of
from tests.golden.acme import Acme, report
from tests.golden.conftest import Golden
from tests.golden.test_golden import RULE_FILE, validated

LEFT_OUT = re.compile(
    r"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[^']*", re.S
)


def test_the_page(golden: Golden) -> None:
    case, _ = case_of(report(), taxonomy=Acme.taxonomy, rules=[RULE_FILE])
    html = report_html(validated(report()), checked_relations(case))

    golden("page.html", LEFT_OUT.sub("…", html))
