"""What was reported: entity, period, unit, dimension, fact, report, in the terms of the OIM."""
