console.log("before");
const user = undefined;
console.log(user.name);
