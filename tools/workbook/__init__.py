"""The example as an ordinary results workbook."""
