"""Electoral silence (law 28/2000, art. 9), and the quiet hours: when a notice may go out."""
