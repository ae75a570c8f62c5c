console.log({ plain: 1, "with-dash": 2, "with space": 3, 1: "one", [Symbol("sym")]: 4, "": 5, $dollar: 6, _under: 7, "it's": 8 });
