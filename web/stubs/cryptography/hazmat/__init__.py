"""Takes the place of the package of this name, which is not plain Python; see `ciphers`."""
