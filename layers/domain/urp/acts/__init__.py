"""Acts that one member of staff alone does not carry out."""
