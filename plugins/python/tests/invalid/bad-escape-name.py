x = "\N{no such letter}"
