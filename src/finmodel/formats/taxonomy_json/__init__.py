"""Taxonomies in JSON: finmodel's own format, with the object names of the OIM's taxonomy drafts."""
