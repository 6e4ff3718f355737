"""From views to HTML: templates, perfdsl's and those of projects, and the Markdown of prose."""
