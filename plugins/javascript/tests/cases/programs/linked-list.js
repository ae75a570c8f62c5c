class Node { constructor(value, next = null) { this.value = value; this.next = next; } }
const list = [1, 2, 3, 4].reduceRight((next, v) => new Node(v, next), null);
console.log(list);
console.dir(list, { depth: null });
