"""Identity of citizens, their consent, and the record of exclusions."""
