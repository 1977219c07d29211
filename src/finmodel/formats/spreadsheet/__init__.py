"""Office Open XML workbooks as packages of parts: writing them, and changing one part of many."""
