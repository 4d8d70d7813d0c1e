"""The office's API under /staff: translates HTTP for the offices and decides nothing about citizens."""
