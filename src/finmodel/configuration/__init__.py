"""The configuration of a project: what is checked, against what, and what is waived."""
