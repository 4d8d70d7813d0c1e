"""What the console keeps."""
