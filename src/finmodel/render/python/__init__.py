"""Taxonomies → Python modules that declare them."""

from finmodel.render.python.module import Module, module, module_source

__all__ = ["Module", "module", "module_source"]
