"""Acts of staff: who calls, what they did, what needs a second person."""
