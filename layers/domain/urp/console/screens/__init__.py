"""One module a screen: its pages, and the forms that act."""
