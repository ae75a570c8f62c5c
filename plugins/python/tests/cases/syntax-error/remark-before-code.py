# Not a session: the prompt is part of the text.
total = """
>>> 1 +
"""
