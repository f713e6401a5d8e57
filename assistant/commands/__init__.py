"""What the command line does: doctor, batch."""
