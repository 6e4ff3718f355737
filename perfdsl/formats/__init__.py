"""What comes out as data."""
