"""Everything that goes out to many."""
