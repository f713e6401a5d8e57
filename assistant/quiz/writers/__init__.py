"""Items from the material, one module a kind."""
