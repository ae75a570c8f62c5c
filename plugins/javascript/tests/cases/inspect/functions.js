function named() {}
const arrow = () => {};
async function later() {}
function* many() {}
async function* stream() {}
console.log(named, arrow, later, many, stream, function () {}, () => {});
console.log([named, arrow], { method() {}, get value() { return 1; }, set value(v) {}, get only() { return 1; }, set written(v) {} });
console.log(Object.assign(function withProps() {}, { a: 1 }), Math.max, console.log, class A { static b = 1; });
