"""Dates in running text, what they can mean in EDTF, and how two times compare."""
