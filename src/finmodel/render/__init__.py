"""Findings, reports and taxonomies → text, JSON and Python source; knows no rule."""
