"""Checks `{{language}}` examples: lines of `NAME=value`.

This file says who the plugin is and how it reads an example; each rule is a file of `src/rules`,
with its page in `pages`.
"""

from proofpress_plugin import Plugin

from names import Name, read_names
from rules.duplicate_name import duplicate_name


class {{type}}(Plugin[list[Name]]):
    id = "{{id}}"
    version = "0.1.0"
    license = "MIT"
    languages = ["{{language}}"]
    rules = [duplicate_name]

    def parse(self, example, config):
        """Reads an example once; every rule looks at what comes of it."""
        return read_names(example.source)
