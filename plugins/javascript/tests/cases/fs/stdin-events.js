let all = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => { all += chunk; });
process.stdin.on("end", () => console.log(JSON.stringify(all)));
