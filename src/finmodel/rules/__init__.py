"""Model and taxonomy → findings: one file per check, and the catalogue that finds them."""
