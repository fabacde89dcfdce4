"""Articles in, checked briefs out."""
