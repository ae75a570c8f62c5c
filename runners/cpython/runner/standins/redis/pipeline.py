"""Pipelines: commands kept and sent together, in a transaction unless told otherwise."""

from . import errors, replies
from .commands import Commands
from .conversation import call, hold


class BasePipeline(Commands):
    """What both kinds of pipelines are: the commands kept, and how they are executed."""

    def __init__(self, pool, transaction):
        self.connection_pool, self.transaction = pool, transaction
        self.connection = None
        self.watching = self.explicit_transaction = False
        self.command_stack, self.scripts = [], []

    def __len__(self):
        return len(self.command_stack)

    def __bool__(self):
        return True

    def multi(self):
        """From here on commands are kept, after `watch`."""
        if self.explicit_transaction:
            raise errors.RedisError("Cannot issue nested calls to MULTI")
        if self.command_stack:
            raise errors.RedisError("Commands without an initial WATCH have already been issued")
        self.explicit_transaction = True

    def execute_command(self, *args, **options):
        """Keeps a command; sends it at once between `watch` and `multi`."""
        if (self.watching or args[0] == "WATCH") and not self.explicit_transaction:
            return self._hold(self._at_once(args, options))
        self.command_stack.append((args, options))
        return self

    immediate_execute_command = property(
        lambda self: lambda *args, **options: self._hold(self._at_once(args, options)))

    def watch(self, *names):
        """Watches keys; commands are sent at once from here on."""
        if self.explicit_transaction:
            raise errors.RedisError("Cannot issue a WATCH after a MULTI")
        return self.execute_command("WATCH", *names)

    def unwatch(self):
        """Watches no key any more."""
        return self.watching and self.execute_command("UNWATCH") or True

    def _at_once(self, args, options):
        reply = yield self._send(args)
        if args[0] in ("WATCH", "UNWATCH"):
            self.watching = args[0] == "WATCH"
        return replies.of(args[0], reply, options)

    def _execute(self, raise_on_error):
        stack = self.command_stack
        if not stack and not self.watching:
            return []
        try:
            yield from self._load_scripts()
            if self.transaction or self.explicit_transaction:
                results = yield from self._in_transaction(stack)
            else:
                results = yield from self._one_by_one(stack)
            if raise_on_error:
                _raise_first(stack, results)
            return [result if isinstance(result, Exception)
                    else replies.of(args[0], result, options)
                    for result, (args, options) in zip(results, stack)]
        finally:
            self.watching = self.watching and self.connection is not None
            self.drop()

    def _load_scripts(self):
        scripts = list(dict.fromkeys(self.scripts))
        if scripts:
            known = yield self._send(("SCRIPT EXISTS", *(script.sha for script in scripts)))
            for script, is_known in zip(scripts, known):
                if not is_known:
                    script.sha = replies.text((yield self._send(("SCRIPT LOAD", script.script))))

    def _in_transaction(self, stack):
        yield self._send(("MULTI",))
        first = None
        for number, (args, _) in enumerate(stack, 1):
            try:
                yield self._send(args)
            except errors.ResponseError as why:
                _annotate(why, number, args)
                first = first or why
        try:
            results = yield self._send(("EXEC",))
        except errors.ExecAbortError:
            if first:
                raise first from None
            raise
        finally:
            self.watching = False
        if results is None:
            raise errors.WatchError("Watched variable changed.")
        return results

    def _one_by_one(self, stack):
        results = []
        for args, _ in stack:
            try:
                results.append((yield self._send(args)))
            except errors.ResponseError as why:
                results.append(why)
        return results

    def _send(self, words):
        if self.connection is None:
            self.connection = self.connection_pool.get_connection()
        return call(self._call, words)

    def drop(self):
        """Back to the start: nothing kept, nothing watched."""
        self.command_stack, self.scripts = [], []
        self.explicit_transaction = False
        connection, self.connection = self.connection, None
        if connection is not None:
            if self.watching:
                connection.replies(("UNWATCH",))
            self.connection_pool.release(connection)
        self.watching = False


class Pipeline(BasePipeline):
    """A pipeline of the blocking client."""

    _hold = staticmethod(hold)

    def _call(self, words):
        return self.connection.call(words)

    def execute(self, raise_on_error=True):
        """Sends what was kept; the values, one for each."""
        return hold(self._execute(raise_on_error))

    def reset(self):
        """Forgets what was kept, and watches nothing any more."""
        self.drop()

    close = discard = reset

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.drop()


def _raise_first(stack, results):
    for number, (result, (args, _)) in enumerate(zip(results, stack), 1):
        if isinstance(result, errors.ResponseError):
            _annotate(result, number, args)
            raise result


def _annotate(why, number, args):
    words = " ".join(_shown(word) for word in args)
    told = words if len(words) <= 100 else words[:97] + "..."
    why.args = (f"Command # {number} ({told}) of pipeline caused error: {why.args[0]}",)


def _shown(word):
    return word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word)
