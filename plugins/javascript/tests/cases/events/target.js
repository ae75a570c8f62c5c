const t = new EventTarget();
t.addEventListener("ping", (e) => console.log(e.type, e.target === t, e instanceof Event), { once: true });
t.dispatchEvent(new Event("ping"));
t.dispatchEvent(new Event("ping"));
t.addEventListener("c", (e) => console.log(e.detail));
t.dispatchEvent(new CustomEvent("c", { detail: { a: 1 } }));
