"""Words and labels: the ground that every other room stands on."""
