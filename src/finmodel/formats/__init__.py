"""Bytes ⇄ model: one package per format, and the one hardened XML parser."""
