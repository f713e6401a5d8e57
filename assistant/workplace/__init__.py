"""Who may use the page, how much, and what is written down: settings, passwords, limits, logs."""
