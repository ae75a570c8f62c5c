"""The component's exports: the contract of `wit/plugin.wit` on one side, `runner` on the other."""

import platform
import json

from runner import world  # first: it sets up what everything else stands on

from runner import execute
from wit_world import exports
from wit_world.exports import lifecycle, meta, runner as contract
from wit_world.imports import log, types  # noqa: F401  (`log` while it can be read)

from plugin_version import VERSION

_FACTS = [types.Extra("cpython", platform.python_version())]
_session = None


class Meta(exports.Meta):
    """Who the plugin is."""

    def describe(self):
        return meta.Info(
            id="cpython",
            version=VERSION,
            license="MIT OR Apache-2.0",
            homepage=None,
            languages=["python", "py", "python3", "pycon"],
            facts=_FACTS,
            capabilities=[],
            extra=[],
        )

    def rules(self):
        return []

    def config_schema(self):
        return json.dumps({"type": "object", "additionalProperties": False})

    def validate_config(self, config):
        given = json.loads(config or "{}")
        return [meta.ConfigProblem(f"/{name}", "there is no such option") for name in given]


class Lifecycle(exports.Lifecycle):
    """Takes the session in."""

    def start(self, session):
        global _session
        _session = session


class Runner(exports.Runner):
    """Runs examples."""

    def run(self, request):
        outcome = execute.run(_asked(request))
        streams = {1: contract.OutputStream.STDOUT, 2: contract.OutputStream.STDERR}
        steps = [
            contract.StepResult([contract.Chunk(streams[to], data) for to, data in output], status)
            for output, status in outcome.steps
        ]
        raised = None
        if outcome.raised:
            kind, message, places = outcome.raised
            raised = contract.Raised(kind, message, [contract.Place(*place) for place in places])
        files = [contract.File(path, contents) for path, contents in outcome.files]
        return contract.RunResult(steps, raised, files, [], _FACTS)


def _asked(request):
    def part(given):
        return execute.Part(given.name, given.steps, given.interactive)

    return execute.Request(
        prelude=[part(given) for given in request.prelude],
        main=part(request.main),
        stdin=request.stdin,
        args=request.args,
        env=[(extra.key, extra.value) for extra in request.env],
        files=[(file.path, file.contents) for file in request.files],
        timeout=request.timeout,
        now=_session.now if _session else 0,
        seed=_session.seed if _session else 0,
    )


world.close()
