"""Reports, complaints and suggestions: sent on to their channels, counted, never opened as a ticket."""
