export default "default export";
export const named = 42;
export async function later() { return "later"; }
