"""Recurring announcements: a series written once, whose occurrences go out as ordinary broadcasts."""
