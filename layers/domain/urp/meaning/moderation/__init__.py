"""What the rules of the service forbid: read beside what is asked for, never instead of an emergency."""

from urp.meaning.moderation.reading import beside, read_breach

__all__ = ["beside", "read_breach"]
