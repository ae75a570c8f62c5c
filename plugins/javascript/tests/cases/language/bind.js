function who(greeting) { return `${greeting}, ${this.name}`; }
const o = { name: "Ada", who };
console.log(who.call({ name: "B" }, "Hi"), who.apply({ name: "C" }, ["Yo"]), who.bind(o, "Hey")(), o.who("Ciao"), who.bind(o).name);
