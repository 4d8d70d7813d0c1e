"""Rights of citizens, and what is deleted when."""
