console.log((1234567.891).toLocaleString(), (1234.5).toLocaleString("en-US", { style: "currency", currency: "USD" }), (0.256).toLocaleString("en-US", { style: "percent" }));
console.log((5).toLocaleString("en-US", { minimumFractionDigits: 2 }), (1e9).toLocaleString(), (-1234.5678).toLocaleString(), 123456789n.toLocaleString());
console.log(new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 }).format(2.25), new Intl.NumberFormat("en-US", { style: "currency", currency: "EUR" }).format(99.999));
