"""What drf-spectacular cannot see by itself: problems, and the door's batch endpoint, which is a
plain view for speed (blueprint §9.3) and so has its entry written by hand."""

from typing import Any

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `reasons` say why, as codes that stay and words in the reader's language.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "args", "text"],
                "properties": {
                    "code": {"type": "string"},
                    "args": {"type": "object", "additionalProperties": True},
                    "text": {"type": "string"},
                },
            },
        },
    },
}
MEANINGS = {
    "400": "The body or a filter cannot be read; `reasons` name the fields.",
    "401": "Nobody is logged in.",
    "403": "Visible, but not for the caller to change.",
    "404": "Does not exist, or is out of the caller's reach.",
    "409": "Refused by a rule; nothing changed.",
    "415": "The body must be JSON or a form.",
    "429": "Too many requests; see Retry-After.",
}
READING = ("400", "401", "404", "429")
WRITING = ("400", "401", "403", "404", "409", "415", "429")


def complete(result: dict[str, Any], generator: Any, request: Any, public: Any) -> dict[str, Any]:
    """Adds the problems to every operation, and the door."""
    schemas = result["components"]["schemas"]
    schemas["Problem"] = PROBLEM
    for path in result["paths"].values():
        for method, operation in path.items():
            for status in WRITING if method == "post" else READING:
                operation["responses"].setdefault(status, _problem(MEANINGS[status]))
    schemas["Scan"], schemas["ScanResult"] = SCAN, RESULT
    result["components"].setdefault("securitySchemes", {})["device"] = {
        "type": "http",
        "scheme": "bearer",
        "description": "The token a device gets for its one-time code.",
    }
    result["paths"]["/pindai/api/pindai"] = {"post": DOOR}
    return result


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }


def _text(description: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "string", **({"description": description} if description else {}), **more}


def _nullable(kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"type": kind, "nullable": True, **more}


SCAN = {
    "type": "object",
    "description": "One scan, tap or annulment. `raw` or `ref` says who; `annuls` and `reason` undo.",
    "required": ["nonce", "kind", "seq", "source"],
    "properties": {
        "nonce": _text("26 Crockford characters, minted once per scan; a replay answers alike."),
        "kind": _text(enum=["arrive", "annul"]),
        "raw": _text("What the camera, the scanner or the keyboard read."),
        "ref": _text("The registration's id, tapped by name."),
        "slot": _nullable(description="null: the server picks by the clock."),
        "seq": {"type": "integer", "minimum": 1},
        "chain": _text("SHA-256 over the previous chain, nonce, seq and device_at."),
        "device_at": _nullable(format="date-time"),
        "mono_ms": {"type": "integer"},
        "roster": {"type": "integer"},
        "source": _text(enum=["camera", "usb", "typed", "name"]),
        "annuls": _text("The nonce that is annulled."),
        "reason": _text("Why, for an annulment."),
    },
}
RESULT = {
    "type": "object",
    "required": ["nonce", "outcome", "verdict", "level", "message"],
    "properties": {
        "nonce": _text(),
        "outcome": _text(enum=["accepted", "needs_review", "rejected"]),
        "verdict": _text("present, late, already, annulled, unknown, malformed, not_expected, …"),
        "level": _text(enum=["green", "amber", "red"]),
        "name": _nullable(),
        "unit": _nullable(),
        "slot": _nullable(),
        "arrived_at": _nullable(format="date-time"),
        "letter": _nullable(),
        "message": _text("One sentence in the language of Accept-Language."),
    },
}
COUNTS = {
    "type": "object",
    "nullable": True,
    "properties": {"present": {"type": "integer"}, "expected": {"type": "integer"}},
}
DOOR = {
    "operationId": "door_scan",
    "tags": ["pindai"],
    "description": "Up to 100 scans, each answered by itself, in the order sent. The same nonce "
    "again gives the same result and creates nothing.",
    "security": [{"device": []}],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["items"],
                    "properties": {
                        "items": {
                            "type": "array",
                            "maxItems": 100,
                            "items": {"$ref": "#/components/schemas/Scan"},
                        }
                    },
                }
            }
        },
    },
    "responses": {
        "200": {
            "description": "One result per item.",
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["server_time", "results"],
                        "properties": {
                            "server_time": {"type": "string", "format": "date-time"},
                            "counts": COUNTS,
                            "results": {
                                "type": "array",
                                "items": {"$ref": "#/components/schemas/ScanResult"},
                            },
                        },
                    }
                }
            },
        },
        "400": _problem("Not a JSON object with `items`."),
        "401": _problem("The token is unknown or was revoked."),
        "413": _problem("More than 100 items, or too many bytes."),
    },
}
