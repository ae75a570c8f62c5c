console.log(new Number(3), new String("abc"), new Boolean(false), Object(1n), Object(Symbol("b")), [new String("x")]);
