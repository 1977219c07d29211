"""Workbooks with what was found: the same workbook with marks, and findings as tables."""
