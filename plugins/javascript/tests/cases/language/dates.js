const d = new Date(2024, 0, 31, 10, 20, 30, 400);
console.log(d.toISOString(), d.getDay(), d.getTime(), new Date(d).setMonth(1), Date.UTC(2024, 1, 29), new Date("2024-02-30").getTime(), new Date("2024-03-10T10:00:00+02:00").toISOString());
console.log(new Date("March 7, 2024 10:00:00").toISOString(), Date.parse("2024-01-01"), new Date(2024, 1, 0).getDate(), JSON.stringify({ d }), d - new Date(2024, 0, 1), new Date("nope").getTime(), typeof Date.now(), typeof Date());
console.log(new Date("2024-01-15"), new Date("2024/01/15").toISOString(), new Date("15 Jan 2024 UTC").toISOString(), d.toUTCString(), d.toLocaleTimeString("en-US").replace(/\s/g, " "));
