"""Running the page for others: settings, passwords, limits, logs."""
