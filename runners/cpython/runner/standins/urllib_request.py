"""`urllib.request` on the page's responses: its openers are CPython's, only sending is ours."""

import email.message
import io
import time
import urllib.error
import urllib.request
import urllib.response

from .. import responses
from ..responses import NotListed


class HTTPHandler(urllib.request.BaseHandler):
    """Sends requests; here: finds their answers."""

    def http_open(self, request):
        """The response to a request."""
        try:
            answer = responses.find(request.get_method(), request.full_url)
        except NotListed as why:
            raise urllib.error.URLError(ConnectionRefusedError(111, str(why))) from None
        limit = request.timeout if isinstance(request.timeout, (int, float)) else None
        if answer.error == "timeout" or (limit is not None and answer.delay > limit):
            time.sleep(answer.delay if limit is None else limit)
            raise TimeoutError("The read operation timed out")
        time.sleep(answer.delay)
        if answer.error:
            raise urllib.error.URLError(ConnectionRefusedError(111, "Connection refused"))
        headers = email.message.Message()
        for name, value in answer.headers.items():
            headers[name] = value
        response = urllib.response.addinfourl(
            io.BytesIO(answer.body), headers, request.full_url, answer.status)
        response.msg = response.reason = answer.reason
        return response

    https_open = http_open
    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def set_http_debuglevel(self, level):
        """There is nothing to debug."""

    _debuglevel = 0


def install():
    """Puts it in the place of CPython's handler."""
    urllib.request.HTTPHandler = HTTPHandler
