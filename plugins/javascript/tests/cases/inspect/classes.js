class Point { constructor(x, y) { this.x = x; this.y = y; } }
class Point3 extends Point { #secret = 1; z = 3; get sum() { return this.x; } static origin = new Point(0, 0); }
console.log(new Point(1, 2), new Point3(1, 2), Point, Point3, class {}, class extends Point {});
console.log([new Point(1, 2)], { p: new Point3(1, 2) });
console.log(Object.create(null), Object.create({ inherited: 1 }), Object.create(Point.prototype));
console.log(new (class Empty {})(), new (class Foo extends Map {})(), new (class Bar extends Array {})(3));
