setTimeout(function tick() {
  JSON.parse("{bad json}");
}, 5);
process.on("exit", (code) => console.log("exit", code));
