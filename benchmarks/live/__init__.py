"""How long an author waits for the preview: servers of the generators, and a real Chromium that watches their pages."""
