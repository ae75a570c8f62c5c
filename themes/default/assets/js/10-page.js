// What every script of a page uses. The files of this folder are joined in the order of their names
// into one module, each in a block of its own; everything else works without them.
const root = document.documentElement;
