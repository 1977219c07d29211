"""What formulas and rule files state, in the places of a report where it means something.

Most reports of others have none, so this is loaded where one is stated.
"""
