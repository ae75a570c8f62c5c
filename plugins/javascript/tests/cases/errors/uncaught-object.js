throw { code: 1, why: "object" };
