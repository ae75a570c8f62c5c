# What jq has and the engine lacks, or has otherwise. Names that begin with `_` are the engine's
# own functions.

# Text
def tostring: if isstring then . else tojson end;
def @text: tostring;
def @json: tojson;
def ltrimstr($x): if isstring and ($x | isstring) then _ltrimstr($x) end;
def rtrimstr($x): if isstring and ($x | isstring) then _rtrimstr($x) end;
def trimstr($x): ltrimstr($x) | rtrimstr($x);
def ascii: [.] | implode;
def join($between):
  reduce .[] as $item (null;
    (if . == null then "" else . + $between end)
    + ($item | if . == null then "" elif isboolean or isnumber then tojson end)
  ) // "";
def _told: "\(type) (\(tojson))";
def _row($format; cell):
  if isarray then . else error("\(_told) cannot be \($format)-formatted, only an array can be") end
  | map(
      if isboolean or isnumber then tojson
      elif . == null then ""
      elif isstring then cell
      else error("\(_told) is not valid in a csv row") end
    );
def @csv: _row("csv"; "\"" + gsub("\""; "\"\"") + "\"") | join(",");
def @tsv: _row("tsv"; gsub("\\\\"; "\\\\") | gsub("\t"; "\\t") | gsub("\n"; "\\n") | gsub("\r"; "\\r"))
  | join("\t");
def @html: tostring | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;")
  | gsub("'"; "&#39;") | gsub("\""; "&quot;");
def keys: if isarray or isobject then keys_unsorted | sort else error("\(_told) has no keys") end;
def length: if isboolean then error("\(_told) has no length") else _length end;
def _captures: .[1:] | map({ offset, length, string, name: (.name // null) });
def @sh:
  [if isarray then .[] end
    | if isstring then "'\(escape_sh)'"
      elif isarray or isobject then error("\(_told) can not be escaped for shell")
      else tojson end]
  | join(" ");
def splits($re): splits($re; null);
def test($re; $flags): matches($re; $flags // "") | any;
def match($re; $flags): matches($re; $flags // "")[] | .[0] + { captures: _captures };
def capture($re; $flags): matches($re; $flags // "")[] | capture_of_match;
def scan($re; $flags): scan_($re; "g" + ($flags // ""));
def split($re; $flags): split_($re; ($flags // "") + "g");
def splits($re; $flags): split($re; $flags)[];
def test($re): if $re | isarray then test($re[0]; $re[1]) else test($re; null) end;
def match($re): if $re | isarray then match($re[0]; $re[1]) else match($re; null) end;
def capture($re): if $re | isarray then capture($re[0]; $re[1]) else capture($re; null) end;
def scan($re): if $re | isarray then scan($re[0]; $re[1]) else scan($re; null) end;

# Paths
def paths: path(..) | select(length > 0);
def paths(node): . as $root | paths | select(. as $path | $root | getpath($path) | node);
def leaf_paths: paths(scalars);
def _without($key):
  if isobject then reduce (key_values[] | select(.[0] != $key)) as [$name, $value] ({}; . + {($name): $value})
  else .[$key] |= empty end;
def _padded($at):
  if isarray and ($at | isnumber) and $at >= length then . + [range(length; $at + 1) | null] end;
def setpath($path; $value):
  if ($path | length) == 0 then $value
  else
    $path[0] as $first
    | if . == null then (if $first | isstring then {} else [] end) end
    | _padded($first)
    | (if isobject then .[$first] else .[$first]? end) as $old
    | .[$first] |= ($old | setpath($path[1:]; $value))
  end;
def delpaths($paths): reduce ($paths | unique | reverse[]) as $path (.;
  if ($path | length) == 0 then null
  elif getpath($path[:-1]) == null then .
  else setpath($path[:-1]; getpath($path[:-1]) | _without($path[-1])) end);
def del(f): delpaths([path(f)]);
def to_array: if isarray then . else [.] end;
def toarray: to_array;
def pick(f): . as $root | reduce path(f) as $path (null; setpath($path; $root | getpath($path)));
def walk(f): def walked: if isobject then map_values(walked) elif isarray then map(walked) end | f; walked;
def tostream:
  path(def inner: (.[]? | inner), .; inner) as $path
  | getpath($path)
  | reduce path(.[]?) as $last ([$path, .]; [$path + $last]);
def fromstream(events):
  { value: null, ends: false } as $start
  | foreach events as $event ($start;
      if .ends then $start end
      | if ($event | length) == 2
        then .ends = (($event[0] | length) == 0) | setpath(["value"] + $event[0]; $event[1])
        else .ends = (($event[0] | length) == 1) end;
      if .ends then .value else empty end);
def truncate_stream(events):
  . as $depth | null | events
  | if (.[0] | length) > $depth then setpath([0]; .[0][$depth:]) else empty end;

# Assignments. A path that is not there yet is made, as in jq.
def _assign(paths; $value): reduce path(paths) as $path (.; setpath($path; $value));
def _update(paths; f):
  . as $root
  | reduce path(paths) as $path ({ root: $root, gone: [] };
      [first(.root | getpath($path) | f)] as $new
      | if $new == [] then .gone += [$path]
        else .root as $root | .root = ($root | setpath($path; $new[0])) end)
  | .gone as $gone | .root | delpaths($gone);
def _modify(paths; value; f): value as $value | _update(paths; [., $value] | f);

# Arrays and objects
def _entry_key:
  if .key == false then false
  else .key // .k // .name // .Name // .K // .Key end
  | if isstring then . elif . == null then "null" else tojson end;
def _entry_value:
  if has("value") then .value elif has("v") then .v elif has("Value") then .Value else .V end;
def from_entries: reduce .[] as $entry ({}; . + { ($entry | _entry_key): ($entry | _entry_value) });
def with_entries(f): to_entries | map(f) | from_entries;
def flatten($depth):
  if $depth < 0 then error("flatten depth must not be negative") end
  | reduce .[] as $item ([];
      if ($item | isarray) and $depth > 0 then . + ($item | flatten($depth - 1)) else . + [$item] end);
def flatten: flatten(1e9);
def combinations:
  if length == 0 then []
  else .[0][] as $first | (.[1:] | combinations) as $rest | [$first] + $rest end;
def combinations($count): . as $items | [range($count)] | map($items) | combinations;
def IN(values): any(values == .; .);
def IN(items; values): any(items == values; .);
def INDEX(rows; f): reduce rows as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def GROUP_BY(f): group_by(f);
def in(object): . as $key | object | has($key);
def nth($at; f):
  if $at < 0 then error("Out of bounds negative array index") else last(limit($at + 1; f)) end;

# Time and the machine
def dateadd(unit; $seconds): . + $seconds;
def datesub(unit; $seconds): . - $seconds;
def date: todate;
def localtime: gmtime;
def strflocaltime($format): strftime($format);
def env: $ENV;
def input_filename: null;
def isvalid(f): try (f | true) catch false;
def have_literal_numbers: true;
def have_decnum: false;
def get_search_list: [];
def halt_error($status): _halt_text, halt($status);
def halt_error: halt_error(5);
