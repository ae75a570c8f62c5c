process.on("unhandledRejection", (reason) => console.log("unhandled", reason.message));
Promise.reject(new Error("r"));
setTimeout(() => console.log("on"), 1);
