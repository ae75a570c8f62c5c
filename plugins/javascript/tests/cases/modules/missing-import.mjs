try { await import("./absent.mjs"); } catch (e) { console.log(e.code); }
try { await import("absent-package"); } catch (e) { console.log(e.code); }
