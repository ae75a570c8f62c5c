// What `console.table` draws: rows and columns, in boxes.

const { inspect, width } = internal("inspect");

function table(data, only) {
  const cell = (value) => inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0 });
  const isMap = data instanceof Map;
  const isIterable = isMap || data instanceof Set;
  const head = isIterable ? "(iteration index)" : "(index)";
  const rows = isMap ? [...data].map(([key, value], i) => [i, value, key])
    : isIterable ? [...data].map((value, i) => [i, value])
      : Object.keys(data).map((key) => [key, data[key]]);
  const columns = [];
  let hasValues = false;
  const lines = rows.map(([index, value, key]) => {
    const line = { index: String(index), cells: {}, key: isMap ? cell(key) : undefined };
    const isPrimitive = value === null || (typeof value !== "object" && typeof value !== "function");
    if (isMap || isPrimitive) {
      hasValues = true;
      line.value = cell(value);
    } else {
      for (const name of only ?? Object.keys(value)) {
        if (!columns.includes(name)) columns.push(name);
        if (Object.prototype.hasOwnProperty.call(value, name)) line.cells[name] = cell(value[name]);
      }
    }
    return line;
  });
  const heads = [head, ...(isMap ? ["Key"] : []), ...columns, ...(hasValues ? ["Values"] : [])];
  const body = lines.map((line) => [line.index, ...(isMap ? [line.key] : []),
    ...columns.map((name) => line.cells[name] ?? ""), ...(hasValues ? [line.value ?? ""] : [])]);
  return draw(heads, body);
}

function draw(heads, body) {
  const widths = heads.map((head, i) => Math.max(width(head), ...body.map((row) => width(row[i]))) + 2);
  const line = (l, m, r) => l + widths.map((w) => "─".repeat(w)).join(m) + r;
  const row = (cells) => `│${cells.map((cell, i) => {
    const room = widths[i] - width(cell);
    return ` ${cell}${" ".repeat(room - 1)}`;
  }).join("│")}│`;
  return [line("┌", "┬", "┐"), row(heads), line("├", "┼", "┤"), ...body.map(row), line("└", "┴", "┘")].join("\n");
}

Object.assign(exports, { table });
