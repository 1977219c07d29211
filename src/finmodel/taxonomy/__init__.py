"""What may be reported: concept, label, network, hypercube."""
