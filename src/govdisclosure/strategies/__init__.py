"""Hypothesis strategies for reports that tie, reports that nearly do, and documents that print them.

Needs the extra ``testing``. Import it as ``from govdisclosure import strategies as gst``.
"""

from govdisclosure.strategies.valid import organs, proactive, remedies, reports, requests

__all__ = ["organs", "proactive", "remedies", "reports", "requests"]
