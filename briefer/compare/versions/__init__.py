"""Versions of one article: sentences set against each other, and every change told by its kind."""
