"""The staff API: what all its routes share."""
