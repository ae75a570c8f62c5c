"""Commands on streams."""

from . import errors
from .keys import flags


def _trimmed(maxlen, minid, approximate, limit):
    if maxlen is not None and minid is not None:
        raise errors.DataError("Only one of ```maxlen``` or ```minid``` may be specified")
    if maxlen is None and minid is None:
        return []
    words = ["MAXLEN" if maxlen is not None else "MINID"]
    words += ["~"] if approximate else []
    words.append(minid if maxlen is None else maxlen)
    return words + ([] if limit is None else ["LIMIT", limit])


def _read(streams, count, block):
    words = []
    if block is not None:
        if not isinstance(block, int) or block < 0:
            raise errors.DataError("XREAD block must be a non-negative integer")
        words += ["BLOCK", block]
    if count is not None:
        if not isinstance(count, int) or count < 1:
            raise errors.DataError("XREAD count must be a positive integer")
        words += ["COUNT", count]
    if not isinstance(streams, dict) or not streams:
        raise errors.DataError("XREAD streams must be a non empty dict")
    return words


class StreamCommands:
    """Streams."""

    def xadd(self, name, fields, id="*", maxlen=None, approximate=True, nomkstream=False,
             minid=None, limit=None):
        """Adds an entry; its id."""
        if not isinstance(fields, dict) or not fields:
            raise errors.DataError("XADD fields must be a non-empty dict")
        words = flags(nomkstream=nomkstream) + _trimmed(maxlen, minid, approximate, limit)
        pairs = [word for pair in fields.items() for word in pair]
        return self.execute_command("XADD", name, *words, id, *pairs)

    def xtrim(self, name, maxlen=None, approximate=True, minid=None, limit=None):
        """Takes the oldest entries out."""
        words = _trimmed(maxlen, minid, approximate, limit)
        if not words:
            raise errors.DataError("One of ``maxlen`` or ``minid`` must be specified")
        return self.execute_command("XTRIM", name, *words)

    def xread(self, streams, count=None, block=None):
        """The entries after those ids; waits for one for `block` milliseconds."""
        words = _read(streams, count, block)
        return self.execute_command("XREAD", *words, "STREAMS", *streams, *streams.values())

    def xreadgroup(self, groupname, consumername, streams, count=None, block=None, noack=False):
        """The entries a consumer of a group gets; waits for one for `block` milliseconds."""
        words = _read(streams, count, block)
        return self.execute_command(
            "XREADGROUP", "GROUP", groupname, consumername, *words,
            *flags(noack=noack), "STREAMS", *streams, *streams.values())

    def xgroup_create(self, name, groupname, id="$", mkstream=False, entries_read=None):
        """Makes a group of consumers."""
        more = [] if entries_read is None else ["ENTRIESREAD", entries_read]
        return self.execute_command(
            "XGROUP CREATE", name, groupname, id, *flags(mkstream=mkstream), *more)

    def xgroup_setid(self, name, groupname, id, entries_read=None):
        """Sets where a group stands."""
        more = [] if entries_read is None else ["ENTRIESREAD", entries_read]
        return self.execute_command("XGROUP SETID", name, groupname, id, *more)

    def xpending_range(self, name, groupname, min, max, count, consumername=None, idle=None):
        """Entries that were given to consumers and not acknowledged."""
        if {min, max, count} == {None}:
            if idle is not None or consumername is not None:
                raise errors.DataError("if XPENDING is provided with idle time or consumername, it "
                                       "must be provided with min, max and count parameters")
            return self.xpending(name, groupname)
        if min is None or max is None or count is None:
            raise errors.DataError("XPENDING must be provided with min, max and count parameters, "
                                   "or none of them.")
        words = [] if idle is None else ["IDLE", idle]
        words += [min, max, count]
        words += [] if consumername is None else [consumername]
        return self.execute_command("XPENDING", name, groupname, *words, parse_detail=True)

    def xclaim(self, name, groupname, consumername, min_idle_time, message_ids, idle=None,
               time=None, retrycount=None, force=False, justid=False):
        """Gives entries to another consumer."""
        if not isinstance(message_ids, (list, tuple)) or not message_ids:
            raise errors.DataError("XCLAIM message_ids must be a non empty list or tuple of message "
                                   "IDs to claim")
        words = [] if idle is None else ["IDLE", idle]
        words += [] if time is None else ["TIME", time]
        words += [] if retrycount is None else ["RETRYCOUNT", retrycount]
        options = {"parse_justid": True} if justid else {}
        return self.execute_command(
            "XCLAIM", name, groupname, consumername, min_idle_time, *message_ids, *words,
            *flags(force=force, justid=justid), **options)

    def xautoclaim(self, name, groupname, consumername, min_idle_time, start_id="0-0", count=None,
                   justid=False):
        """Gives entries that were left lying to another consumer."""
        more = [] if count is None else ["COUNT", count]
        options = {"parse_justid": True} if justid else {}
        return self.execute_command(
            "XAUTOCLAIM", name, groupname, consumername, min_idle_time, start_id, *more,
            *flags(justid=justid), **options)

    def xinfo_stream(self, name, full=False):
        """What there is to know of a stream."""
        return self.execute_command("XINFO STREAM", name, *flags(full=full), full=full)
