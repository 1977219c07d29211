"""Proves that a financial report adds up before it is published."""
