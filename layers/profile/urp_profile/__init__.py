"""The municipality's profile: who it is, what it says, which notices it sends. Only data lives here."""
