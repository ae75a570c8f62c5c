console.log({ ...[1, 2], ...null }, [..."abc", ...new Set([1])], Math.min(...[3, 1, 2]), { a: 1, ...{ a: 2 } });
