const debounce = (f, ms) => { let t; return (...a) => { clearTimeout(t); t = setTimeout(() => f(...a), ms); }; };
const d = debounce((x) => console.log("debounced", x), 50);
d(1); d(2); setTimeout(() => d(3), 20); setTimeout(() => d(4), 200);
