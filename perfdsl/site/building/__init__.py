"""How a site is made: in workers, and only what changed since the last time."""
