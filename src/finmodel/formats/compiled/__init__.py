"""Taxonomies compiled: columns of numbers and texts, of which only what is asked for is decoded."""
