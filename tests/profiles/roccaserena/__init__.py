"""The profile of a town that does not exist, the Città di Roccaserena."""
