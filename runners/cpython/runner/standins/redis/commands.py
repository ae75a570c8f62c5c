"""Every command as a method, on top of `execute_command`."""

from .containers import HashCommands, ListCommands, SetCommands
from .keys import KeyCommands, StringCommands
from .sorted_sets import PlaceCommands, SortedSetCommands
from .streams import StreamCommands
from .table import PlainCommands


class Commands(KeyCommands, StringCommands, HashCommands, ListCommands, SetCommands,
               SortedSetCommands, PlaceCommands, StreamCommands, PlainCommands):
    """What clients and pipelines share."""
