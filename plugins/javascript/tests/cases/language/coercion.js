console.log(1 + "2", "3" * "4", [] + {}, [] + [], null + 1, undefined + 1, true + true, "b" + "a" + +"a" + "a");
console.log(0 == "", null == undefined, NaN == NaN, [1] == 1, "1" === 1, typeof null, typeof undefined, typeof (() => {}), typeof 1n);
console.log([10, 9, 1].sort(), ["b", undefined, "a"].sort(), [3, 1, 2].toString(), String([1, [2, 3]]), String({}), `${[]}`);
console.log(parseInt("08"), parseInt("12px"), parseFloat("1.5e3x"), Number(""), Number("0x1f"), Number(null), +[], +{}, ~~5.7, 7 % -3, -7 % 3, 2 ** 10);
