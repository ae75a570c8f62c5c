let n = 0;
const timer = setInterval(() => {
  console.log("tick", ++n);
  if (n === 3) clearInterval(timer);
}, 100);
