"""Data of the municipality: profile, texts, templates, hours, prices."""
