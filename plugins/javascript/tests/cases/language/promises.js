const log = (x) => (console.log(x), x);
Promise.reject(new Error("first")).catch((e) => log(e.message)).then(() => log("after catch")).finally(() => log("finally"));
new Promise((resolve) => { log("executor"); resolve(1); resolve(2); }).then(log);
Promise.all([]).then((v) => log(v));
(async () => { try { await Promise.reject("r"); } catch (e) { log("caught " + e); } finally { log("f"); } return "done"; })().then(log);
const { then } = Promise.prototype;
log(typeof then);
