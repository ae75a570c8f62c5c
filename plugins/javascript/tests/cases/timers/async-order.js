async function a() { console.log("a1"); await b(); console.log("a2"); }
async function b() { console.log("b1"); await null; console.log("b2"); }
a().then(() => console.log("then"));
console.log("main");
process.nextTick(() => console.log("tick"));
(async () => { for await (const x of [Promise.resolve(1), 2]) console.log(x); })();
