"""The rule language: grammar, syntax tree, rule files, and what a tree compiles to."""
