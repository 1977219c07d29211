"""The JSON Schema of taxonomies, for editors and for anybody who writes such files."""

from __future__ import annotations

import json
from typing import Any

from finmodel.formats.taxonomy_json.document import DOCUMENT_TYPE, SECTIONS
from finmodel.formats.taxonomy_json.form import RELATIONSHIP, Form


def taxonomy_schema() -> str:
    """Return the JSON Schema (2020-12), which is kept in `schema/finmodel`."""
    return json.dumps(_document(), indent=2, ensure_ascii=False) + "\n"


def _document() -> dict[str, Any]:
    sections = {name: _array(form) for name, form in SECTIONS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://finmodel.example/schema/taxonomy.schema.json",
        "title": "finmodel taxonomy",
        "description": "What may be reported: concepts, dimensions, statements and their labels.",
        **_object({"documentInfo": _info(), **sections, "networks": _networks()}, ["documentInfo"]),
        "$defs": {
            "name": {
                "description": "A name with a prefix that documentInfo.namespaces binds.",
                "type": "string",
                "pattern": r"^([^\s:]+:)?[^\s:]+$",
            }
        },
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _info() -> dict[str, Any]:
    text = {"type": "string"}
    properties = {
        "documentType": {"const": DOCUMENT_TYPE},
        "namespace": {"description": "The namespace of the taxonomy's own names.", **text},
        "documentation": {"description": "What the taxonomy is for.", **text},
        "namespaces": {
            "description": "The prefixes of names.",
            "type": "object",
            "additionalProperties": text,
        },
    }
    return _object(properties, ["documentType"])


def _networks() -> dict[str, Any]:
    text = {"type": "string"}
    properties = {
        "relationshipType": {"description": "The kind of the relationships, a URI.", **text},
        "role": {"description": "The role that they are in, a URI.", **text},
        "relationships": _array(RELATIONSHIP),
    }
    return {"type": "array", "items": _object(properties, ["relationshipType", "role"])}


def _array(form: Form) -> dict[str, Any]:
    properties = {
        member.key: {"description": member.says, **member.sort.schema} for member in form.members
    }
    required = [member.key for member in form.members if member.is_required]
    return {"type": "array", "description": form.says, "items": _object(properties, required)}
