const u = { p: { q: () => 1 } };
console.log(u?.p?.q?.(), u.x?.y.z.w, u.x?.[0], u?.["p"], delete u?.p, u);
