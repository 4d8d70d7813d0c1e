"""The office's console: pages for staff over the same routes as the API (docs/decisions/console.md)."""
