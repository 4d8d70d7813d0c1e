"""What the rules of the service forbid: read beside what is asked for, never instead of an emergency."""
