class T { static #n = 0; static get n() { return T.#n; } static inc() { T.#n++; return this; } accessor = 1; ["comp" + "uted"]() { return 2; } }
console.log(T.inc().inc().n, new T().computed(), new T());
