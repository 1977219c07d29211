"""Taxonomies in XML: XBRL 2.1 schemas and linkbases, Dimensions 1.0, Calculations 1.1."""
