"""Who somebody is, what they agreed to, and who stays out."""
