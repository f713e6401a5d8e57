"""Files of every kind as one stream of pages and lines; what a file is, is seen from its content."""
