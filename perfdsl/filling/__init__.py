"""An office's own template, filled in where it stands: fields by name, a row for each indicator or project."""
