console.log(new Date(0), [new Date(86400000)], { d: new Date("2024-02-29T12:00:00Z") }, new Date(NaN));
console.log(/a+b/gi, [/x/], { r: /[/]\// });
console.log(String(new Date(0)), new Date(0).toISOString(), new Date(0).toJSON(), new Date(0).toUTCString());
