"""Who gets in and from where: sign-in, guesses, proxies, host names, uploads."""
