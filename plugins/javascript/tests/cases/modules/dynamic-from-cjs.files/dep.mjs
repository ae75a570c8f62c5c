export default 1;
export const b = { c: 2 };
