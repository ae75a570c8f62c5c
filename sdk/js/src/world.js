// What a plugin can ask of the host. The component puts the host's functions in; in Node.js, where
// there is no host, lines go nowhere and there are no files.

const host = { log: () => {}, read: undefined, paths: undefined };

/** Puts the host's functions in. Called once, by the component. */
export function connect(functions) {
  Object.assign(host, functions);
}

/**
 * Writes a line for the log of a verbose run. It is never part of a verdict.
 *
 * @param {string} message
 * @param {"debug" | "info" | "warn"} [level]
 */
export function log(message, level = "info") {
  host.log(level, String(message));
}

/**
 * A file of the site, by its path in the site's folder. The plugin has to ask for it in
 * `capabilities`, and the site has to grant it.
 *
 * @param {string} path
 * @returns {Uint8Array | undefined} none where there is no such file or it is not granted
 */
export function readFile(path) {
  try {
    return asked(host.read)(path);
  } catch (refusal) {
    if (refusal instanceof TypeError) throw refusal;
    return undefined;
  }
}

/** Every path that can be read, sorted. */
export function paths() {
  return asked(host.paths)();
}

function asked(given) {
  if (!given) throw new TypeError("ask for files first: `capabilities: { \"read-files\": [globs] }`");
  return given;
}
