"""The oversight bodies of every country, in the order of their rows."""

from __future__ import annotations

BODY_KINDS = (
    "parliament", "ombudsman", "audit_office", "anti_corruption", "internal_affairs", "courts", "civil_society_media",
)  # fmt: skip
