"""How well the search answers what readers type."""
