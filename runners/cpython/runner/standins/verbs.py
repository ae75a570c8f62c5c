"""The methods named after HTTP's, the same in every library, over its own `request`."""


class Verbs:
    """Mixed into what has a `request(method, url, **options)`, of a function or of a coroutine."""

    def get(self, url, **options):
        """Sends a GET request."""
        return self.request("GET", url, **options)

    def options(self, url, **options):
        """Sends an OPTIONS request."""
        return self.request("OPTIONS", url, **options)

    def head(self, url, **options):
        """Sends a HEAD request."""
        return self.request("HEAD", url, **options)

    def post(self, url, **options):
        """Sends a POST request."""
        return self.request("POST", url, **options)

    def put(self, url, **options):
        """Sends a PUT request."""
        return self.request("PUT", url, **options)

    def patch(self, url, **options):
        """Sends a PATCH request."""
        return self.request("PATCH", url, **options)

    def delete(self, url, **options):
        """Sends a DELETE request."""
        return self.request("DELETE", url, **options)
