setTimeout(() => console.log("never"), 1000).unref();
setTimeout(() => console.log("shown"), 10);
