"""Emergency texts, approved before they are needed, and what one person sends with them alone."""
