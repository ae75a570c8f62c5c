const d = new Date("2024-03-05T14:07:09Z");
console.log(d.toLocaleDateString(), "|", d.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" }), "|", d.toLocaleDateString("en-US", { weekday: "short", month: "short", day: "2-digit" }));
console.log(d.toDateString(), d.toTimeString(), d.getTimezoneOffset(), d.getHours(), String(d));
