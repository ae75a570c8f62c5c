const value = await Promise.resolve(null);
value.property;
