"""Checks examples of HTTP messages, and files of requests as editors send them."""

from proofpress_plugin import Declined, Plugin

from messages import Message, messages
from rules.duplicate_header import duplicate_header
from rules.literal_credential import literal_credential
from rules.wrong_content_length import wrong_content_length


class Http(Plugin[list[Message]]):
    id = "acme:http"
    version = "0.1.0"
    license = "MIT"
    languages = ["http", "rest"]
    facts = {"http": "RFC 9110"}
    config_schema = {
        "type": "object",
        "properties": {"single": {"type": "array", "items": {"type": "string"}}},
        "additionalProperties": False,
    }
    rules = [duplicate_header, literal_credential, wrong_content_length]

    def parse(self, example, config):
        found = messages(example.source)
        if not found:
            raise Declined("there is no request line and no status line")
        return found
