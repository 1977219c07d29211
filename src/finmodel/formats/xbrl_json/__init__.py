"""xBRL-JSON 1.0."""
