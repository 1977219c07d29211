"""xBRL-CSV 1.0."""
