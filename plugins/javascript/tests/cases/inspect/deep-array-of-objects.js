console.log([{ id: 1, name: "Widget", price: 9.99, tags: ["a", "b"], dims: { w: 1, h: 2, d: { x: 1 } } }, { id: 2, name: "Gadget", price: 19.99, tags: [], dims: null }]);
console.log([[1, 2, [3, 4, [5, [6]]]], { a: [{ b: [{ c: 1 }] }] }]);
