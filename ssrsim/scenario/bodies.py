"""The oversight bodies and the offices of every country, in the order of their codes."""

from __future__ import annotations

BODY_KINDS = (
    "parliament", "ombudsman", "audit_office", "anti_corruption", "internal_affairs", "courts", "civil_society_media",
)  # fmt: skip
OFFICES = ("legislator", "head_of_government", "defence", "interior", "finance", "justice")
