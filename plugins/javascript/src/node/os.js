// `node:os`: a small machine, the same for everyone.

Object.assign(exports, {
  EOL: "\n", devNull: "/dev/null",
  platform: () => "linux", type: () => "Linux", arch: () => "x64", release: () => "6.0.0", machine: () => "x86_64",
  hostname: () => "localhost", homedir: () => "/home/user", tmpdir: () => "/tmp", endianness: () => "LE",
  uptime: () => internal("clock").elapsed() / 1000, loadavg: () => [0, 0, 0],
  totalmem: () => 268435456, freemem: () => 134217728, availableParallelism: () => 1,
  cpus: () => [{ model: "virtual", speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }],
  networkInterfaces: () => ({}),
  userInfo: () => ({ uid: 1000, gid: 1000, username: "user", homedir: "/home/user", shell: "/bin/sh" }),
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 } },
});
