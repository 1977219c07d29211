"""Programs for working on finmodel, no part of it."""
