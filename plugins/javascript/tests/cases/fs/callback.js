const fs = require("fs");
fs.writeFile("x.txt", "content", (err) => {
  console.log("written", err);
  fs.readFile("x.txt", "utf8", (err, data) => {
    console.log(err, data);
    fs.readFile("absent", (err) => console.log(err.code, err.message));
  });
});
console.log("first");
