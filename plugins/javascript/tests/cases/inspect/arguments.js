(function () { console.log(arguments, arguments.length); })(1, "two", { three: 3 });
