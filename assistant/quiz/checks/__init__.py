"""Checks that an item passes before it is offered."""
