"""Runs Python examples: the interpreter, and the small world it finds around it.

The modules here make that world (`clock`, `scheduler`, `tree`, `files`, `capture`, ...) and run an
example in it (`execute`, `console`). None of them knows the plugin's contract; `app.py` does.
"""
