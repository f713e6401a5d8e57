"""What an item must hold before it is offered."""
