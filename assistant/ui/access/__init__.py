"""Admission to the page: sign-in, guesses, proxies, host names, uploads."""
