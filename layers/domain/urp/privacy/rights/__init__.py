"""Requests of citizens about their own data (GDPR arts. 15-22)."""
