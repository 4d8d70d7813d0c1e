"""What Meta asks for messages: prices by country, category and day, reckoned in whole micro-euro."""
