"""Meta's prices by country, category and day, in whole micro-euro."""
