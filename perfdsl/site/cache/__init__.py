"""What the last build of a site left for the next one, and how much of that is still true."""
