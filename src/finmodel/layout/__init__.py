"""What the layout of a workbook implies: tables, periods, units, line items, relations."""
