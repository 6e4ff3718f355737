"""The live preview: a local server that draws a project's site from memory and tells open pages what changed."""
