"""What is the town's own: profile, texts, templates, hours, prices."""
