console.log(process.argv.length, typeof process.pid, process.platform, typeof process.version, process.env.NOPE, typeof process.cwd());
console.log(typeof process.hrtime.bigint(), Array.isArray(process.hrtime()), typeof process.memoryUsage().heapUsed, process.uptime() >= 0, typeof performance.now());
console.log(typeof process.stdout.write, process.stdout.isTTY ?? false, process.exitCode);
