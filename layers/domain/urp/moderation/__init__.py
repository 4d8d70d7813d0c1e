"""The casebook, blocks and evidence."""
