"""Engines that answer requests, and wrappers round them."""
