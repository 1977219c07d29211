"""The proof: all relations of a report at once, judged exactly."""
