console.log({ wide: "日本語", emoji: "👍", list: ["日本", "中国", "한국", "äöü", "x", "y", "z"] });
