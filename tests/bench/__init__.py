"""Measures what grows with a site: builds, the reading of logs, the ranking of posts, the search."""
