const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc"));
console.log(Buffer.from(bytes).toString("hex"), crypto.getRandomValues(new Uint8Array(4)).length, typeof crypto.randomUUID());
