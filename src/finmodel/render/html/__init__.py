"""A report as one page that works offline: the verdict, the findings, the statements."""
