"""Forms a profile's values must have. They catch a slip of the hand, not a wrong number."""

from __future__ import annotations

import re

URL = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s{}]*)?", re.IGNORECASE)
EMAIL = re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
PHONE = re.compile(r"\+?\d[\d ]{4,18}\d")
SHORT_NUMBER = re.compile(r"\d{3,6}")
DIGITS = re.compile(r"[1-9]\d{7,14}")
ISTAT = re.compile(r"\d{6}")
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.\d+)?")
TOPIC = re.compile(r"[a-z][a-z0-9-]{0,29}")
COUNTRY = re.compile(r"[A-Z]{2}")
