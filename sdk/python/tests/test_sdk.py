"""The SDK in any Python: `python3 -m unittest discover -s tests` in this folder. What the component
does is tested with the plugins of `examples/`."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from proofpress_plugin import Context, Finding, Plugin, rule
from proofpress_plugin.offsets import Offsets
from proofpress_plugin.plugin import interfaces


class Positions(unittest.TestCase):
    def test_indices_become_bytes_and_back(self):
        text = "aé€😀z"
        offsets = Offsets(text)
        self.assertEqual([offsets.to_byte(at) for at in range(6)], [0, 1, 3, 6, 10, 11])
        for index in range(6):
            self.assertEqual(offsets.to_index(offsets.to_byte(index)), index)
        self.assertEqual(offsets.span(re.search("€", text)), (3, 6))
        self.assertEqual(offsets.span((5, 5)), (11, 11))
        self.assertEqual(Offsets("abc").span((1, 3)), (1, 3))

    def test_a_span_beyond_the_text_is_refused(self):
        for span in [(0, 4), (2, 1), (-1, 0)]:
            with self.assertRaisesRegex(ValueError, "the span"):
                Offsets("abc").span(span)


@rule(severity="info", tags=["a"])
def odd_one(cx):
    yield Finding((0, 1), cx.source)


@rule(severity="error", document=True)
def page(cx):
    return None


class Rules(unittest.TestCase):
    def test_a_rule_is_called_as_its_function(self):
        self.assertEqual(odd_one.name, "odd-one")
        self.assertEqual([finding.message for finding in odd_one(Context(None, "x"))], ["x"])
        self.assertEqual(page(Context(None, "x")), [])

    def test_a_wrong_rule_is_refused(self):
        def Odd(cx): ...

        with self.assertRaisesRegex(ValueError, "lower-case"):
            rule(severity="info")(Odd)
        with self.assertRaisesRegex(ValueError, "severity"):
            rule(severity="bad")(lambda_named("fine"))

    def test_interfaces_are_those_with_something_behind_them(self):
        class Both(Plugin):
            rules = [odd_one, page]

        self.assertEqual(interfaces(Both()), ["example-checker", "document-checker"])
        self.assertEqual(interfaces(Plugin()), [])


def lambda_named(name):
    def check(cx): ...

    check.__name__ = name
    return check


if __name__ == "__main__":
    unittest.main()
