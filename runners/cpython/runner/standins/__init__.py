"""Stand-ins for HTTP libraries: small, ours, and fed from the page.

Each answers from `responses.json` in the workspace (`responses`), in the shape of its namesake:
what examples of clients use of it, and its own errors. A module of the workspace with the same name
is taken instead.
"""
