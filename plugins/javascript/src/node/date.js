// Dates as V8 writes and reads them, where the engine differs. The zone is UTC.

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n) => String(n).padStart(2, "0");
const day = (d) => `${days[d.getUTCDay()]} ${months[d.getUTCMonth()]} ${two(d.getUTCDate())} ${String(d.getUTCFullYear()).padStart(4, "0")}`;
const time = (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} GMT+0000 (Coordinated Universal Time)`;
const methods = {
  toString() { return Number.isNaN(this.getTime()) ? "Invalid Date" : `${day(this)} ${time(this)}`; },
  toDateString() { return Number.isNaN(this.getTime()) ? "Invalid Date" : day(this); },
  toTimeString() { return Number.isNaN(this.getTime()) ? "Invalid Date" : time(this); },
  getTimezoneOffset() { return Number.isNaN(this.getTime()) ? NaN : 0; },
};

Object.assign(exports, { methods });
