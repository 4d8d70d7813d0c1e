"""What anybody may read without signing in: the archive of notices, and how the service is doing."""
