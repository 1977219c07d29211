"""Two reports side by side: which facts of one are in the other, and what became of each."""
