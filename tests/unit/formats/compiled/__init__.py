"""Tests of compiled taxonomies."""
