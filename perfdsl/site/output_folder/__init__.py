"""The folder that a site is written to: what is new, what stays, and the one step from the old site to the new one."""
