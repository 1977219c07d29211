"""xBRL-XML: XBRL 2.1 instances with dimensions."""
