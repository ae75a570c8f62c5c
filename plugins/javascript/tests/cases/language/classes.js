class Animal {
  static count = 0;
  #name;
  constructor(name) { this.#name = name; Animal.count++; }
  get name() { return this.#name; }
  speak() { return `${this.#name} makes a sound`; }
  static create(...args) { return new this(...args); }
  static { this.ready = true; }
  #hidden() { return 1; }
  has(o) { return #name in o; }
}
class Dog extends Animal {
  speak() { return super.speak() + ": woof"; }
}
const d = Dog.create("Rex");
console.log(d.speak(), d.name, Animal.count, Animal.ready, d, d instanceof Animal, d.has(d), d.has({}));
console.log(Object.getOwnPropertyNames(Dog.prototype), Dog.name, Dog.length, typeof Dog);
