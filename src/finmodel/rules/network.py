"""What is said of a network of the taxonomy, whatever is reported."""

from __future__ import annotations

from finmodel.diagnostic import Severity
from finmodel.model.finding import Finding
from finmodel.taxonomy.network import Network


def network_finding(code: str, network: Network, says: str, remedy: str) -> Finding:
    """Return a finding about a network, which the message names by the end of its role."""
    where = network.role.rpartition("/")[2]
    return Finding(code, Severity.ERROR, f"{says} ({where}).", remedy, rule=network.role)
