console.log(new TextEncoder().encode("€"), new TextDecoder().decode(new Uint8Array([0xe2, 0x82, 0xac])), btoa("hello"), atob("aGVsbG8="));
console.log(new TextDecoder().decode(new Uint8Array([0xff, 65, 0xe2, 0x82])));
try { new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff])); } catch (e) { console.log(e.name, e.code); }
try { atob("*"); } catch (e) { console.log(e.name); }
