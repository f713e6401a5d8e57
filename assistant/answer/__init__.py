"""Look-up, composition, verification, refusal: only `verify` makes an `Answer`."""
