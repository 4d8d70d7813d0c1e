"""Ready replies of the office: a text with gaps, an official link, the day somebody verified it."""
