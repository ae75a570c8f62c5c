const thing = require("thing");
console.log(thing("x"), require("thing/extra"));
