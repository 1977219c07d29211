"""How fast finmodel is, measured against a bare parse and the reference processor."""
