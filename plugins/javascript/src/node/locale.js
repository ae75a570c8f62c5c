// Numbers and dates as people in the United States write them. Other languages are not there.

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const symbols = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", CNY: "CN¥", KRW: "₩", BRL: "R$", CAD: "CA$", AUD: "A$" };
const two = (n) => String(n).padStart(2, "0");

function check(locales) {
  for (const locale of [].concat(locales ?? [])) {
    if (!/^en(-US)?(-u-.*)?$/i.test(String(locale)) && String(locale) !== "C") {
      throw new RangeError(`only the locale en-US is there, not ${locale}`);
    }
  }
}
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

// Rounds the decimal text of a number half away from zero, as Intl does.
function rounded(value, least, most) {
  let text = typeof value === "bigint" ? String(value) : Math.abs(value) >= 1e21 ? BigInt(value).toString() : exact(value, most);
  let [whole, part = ""] = text.replace("-", "").split(".");
  while (part.length > least && part.endsWith("0")) part = part.slice(0, -1);
  return { whole, part: part.padEnd(least, "0") };
}
function exact(value, most) {
  const text = Math.abs(value).toString();
  if (text.includes("e")) return Math.abs(value).toFixed(most);
  const [whole, part = ""] = text.split(".");
  if (part.length <= most) return text;
  const kept = BigInt(whole + part.slice(0, most)) + (part[most] >= "5" ? 1n : 0n);
  const digits = String(kept).padStart(most + 1, "0");
  return most === 0 ? digits : `${digits.slice(0, -most)}.${digits.slice(-most)}`;
}

function formatNumber(value, options = {}) {
  if (typeof value !== "bigint") value = Number(value);
  if (Number.isNaN(value)) return "NaN";
  const { style = "decimal", currency, useGrouping = true, notation } = options;
  if (style === "percent") value = Number(value) * 100;
  const usual = style === "currency" ? (/^(JPY|KRW)$/.test(currency) ? [0, 0] : [2, 2]) : style === "percent" ? [0, 0] : [0, 3];
  const least = options.minimumFractionDigits ?? Math.min(usual[0], options.maximumFractionDigits ?? Infinity);
  const most = options.maximumFractionDigits ?? Math.max(usual[1], least);
  const isNegative = value < 0 || Object.is(value, -0);
  let end = "";
  if (notation === "compact") {
    const step = [["T", 1e12], ["B", 1e9], ["M", 1e6], ["K", 1e3]].find(([, size]) => Math.abs(Number(value)) >= size);
    if (step) { value = Number(value) / step[1]; end = step[0]; }
    value = Math.abs(value) < 100 ? Number(Number(value).toPrecision(2)) : Math.round(value);
  }
  if (options.maximumSignificantDigits) value = Number(Number(value).toPrecision(options.maximumSignificantDigits));
  let text;
  if (!Number.isFinite(Number(value))) text = "∞";
  else {
    const { whole, part } = rounded(value, least, most);
    const digits = whole.padStart(options.minimumIntegerDigits ?? 1, "0");
    text = (useGrouping ? grouped(digits) : digits) + (part ? `.${part}` : "");
  }
  text += end;
  if (style === "currency") {
    const name = options.currencyDisplay === "code" ? `${currency}\u00a0` : symbols[currency] ?? `${currency}\u00a0`;
    text = name + text;
  } else if (style === "percent") text += "%";
  else if (style === "unit") text += { kilometer: " km", meter: " m", kilogram: " kg", celsius: "°C", byte: " byte", kilobyte: " kB", megabyte: " MB", gigabyte: " GB", second: " sec", liter: " L", "kilometer-per-hour": " km/h", percent: "%" }[options.unit] ?? ` ${options.unit}`;
  return (isNegative ? "-" : options.signDisplay === "always" ? "+" : "") + text;
}

function formatDate(date, options, usual) {
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  if (options.timeZone && !/^(UTC|GMT|Etc\/UTC)$/i.test(options.timeZone)) throw new RangeError(`only the time zone UTC is there, not ${options.timeZone}`);
  let chosen = { ...options };
  const styles = { full: { weekday: "long", year: "numeric", month: "long", day: "numeric" }, long: { year: "numeric", month: "long", day: "numeric" }, medium: { year: "numeric", month: "short", day: "numeric" }, short: { year: "2-digit", month: "numeric", day: "numeric" } };
  const clocks = { full: { hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "long" }, long: { hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" }, medium: { hour: "numeric", minute: "2-digit", second: "2-digit" }, short: { hour: "numeric", minute: "2-digit" } };
  if (options.dateStyle || options.timeStyle) chosen = { ...options, ...styles[options.dateStyle], ...clocks[options.timeStyle] };
  else {
    const fields = ["weekday", "year", "month", "day", "hour", "minute", "second"];
    if (!fields.some((field) => chosen[field])) chosen = { ...chosen, ...usual };
  }
  const day = dayText(date, chosen);
  const time = timeText(date, chosen);
  const join = options.dateStyle === "full" || options.dateStyle === "long" ? " at " : chosen.month === "long" ? " at " : ", ";
  return day && time ? `${day}${join}${time}` : day || time;
}
function dayText(date, { weekday, year, month, day }) {
  const y = year && (year === "2-digit" ? two(date.getUTCFullYear() % 100) : String(date.getUTCFullYear()));
  const d = day && (day === "2-digit" ? two(date.getUTCDate()) : String(date.getUTCDate()));
  const name = days[date.getUTCDay()];
  const w = weekday && (weekday === "long" ? name : name.slice(0, 3));
  if (month === "long" || month === "short") {
    const full = months[date.getUTCMonth()];
    const m = month === "long" ? full : full.slice(0, 3);
    const text = [m, d].filter(Boolean).join(" ");
    return [w, y && d ? `${text}, ${y}` : y ? `${text} ${y}` : text].filter(Boolean).join(", ");
  }
  const m = month && (month === "2-digit" ? two(date.getUTCMonth() + 1) : String(date.getUTCMonth() + 1));
  return [w, [m, d, y].filter(Boolean).join("/")].filter(Boolean).join(", ");
}
function timeText(date, { hour, minute, second, hour12, hourCycle, timeZoneName }) {
  if (!hour && !minute && !second) return "";
  const is24 = hour12 === false || hourCycle === "h23";
  const h = date.getUTCHours();
  const shown = is24 ? two(h === 0 && hour12 === false && hourCycle === undefined ? 24 : h) : hour === "2-digit" ? two(h % 12 || 12) : String(h % 12 || 12);
  const parts = [hour && shown, minute && two(date.getUTCMinutes()), second && two(date.getUTCSeconds())].filter(Boolean).join(":");
  const zone = timeZoneName ? (timeZoneName === "long" ? " Coordinated Universal Time" : " UTC") : "";
  return parts + (hour && !is24 ? ` ${h < 12 ? "AM" : "PM"}` : "") + zone;
}
const dateFields = { year: "numeric", month: "numeric", day: "numeric" };
const timeFields = { hour: "numeric", minute: "2-digit", second: "2-digit" };

function localized(value, method, [locales, options = {}]) {
  check(locales);
  if (!(value instanceof Date)) return formatNumber(value.valueOf(), options);
  const usual = { toLocaleString: { ...dateFields, ...timeFields }, toLocaleDateString: dateFields, toLocaleTimeString: timeFields }[method];
  const wanted = method === "toLocaleDateString" && !options.dateStyle && !["weekday", "year", "month", "day"].some((f) => options[f]) ? { ...options, ...dateFields }
    : method === "toLocaleTimeString" && !options.timeStyle && !["hour", "minute", "second"].some((f) => options[f]) ? { ...options, ...timeFields } : options;
  return formatDate(value, wanted, usual);
}

class NumberFormat {
  #options;
  constructor(locales, options = {}) { check(locales); this.#options = options; this.format = (value) => formatNumber(value, this.#options); Object.defineProperty(this, "format", { enumerable: false }); }
  resolvedOptions() { return { locale: "en-US", ...this.#options }; }
}
class DateTimeFormat {
  #options;
  constructor(locales, options = {}) { check(locales); this.#options = options; this.format = (date = new Date()) => formatDate(new Date(date), this.#options, dateFields); Object.defineProperty(this, "format", { enumerable: false }); }
  resolvedOptions() { return { locale: "en-US", calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...this.#options }; }
}
class PluralRules {
  #type;
  constructor(locales, { type = "cardinal" } = {}) { check(locales); this.#type = type; }
  select(n) {
    if (this.#type === "cardinal") return n === 1 ? "one" : "other";
    if (n % 100 >= 11 && n % 100 <= 13) return "other";
    return { 1: "one", 2: "two", 3: "few" }[n % 10] ?? "other";
  }
}
class ListFormat {
  #word;
  constructor(locales, { type = "conjunction" } = {}) { check(locales); this.#word = type === "disjunction" ? "or" : "and"; }
  format(list) {
    const all = [...list];
    if (all.length < 3) return all.join(` ${this.#word} `);
    return `${all.slice(0, -1).join(", ")}, ${this.#word} ${all[all.length - 1]}`;
  }
}
const Intl = { NumberFormat, DateTimeFormat, PluralRules, ListFormat, getCanonicalLocales: (locales) => [].concat(locales ?? []) };
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });

Object.assign(exports, { localized, Intl });
