// What every script of a page uses. The files of this folder are joined in the order of their names
// into one module, each in a block of its own; everything else works without them.
const root = document.documentElement;
const words = JSON.parse(document.body.dataset.words);
function keep(store, key, value) {
  try { window[store].setItem(`proofpress.${key}`, JSON.stringify(value)); } catch { /* not kept then */ }
}
