process.on("uncaughtException", (error) => console.log("caught", error.message));
setTimeout(() => console.log("still running"), 5);
throw new Error("late");
