"""Workbooks: tables that people keep, read by a mapping that they can read and correct."""
