Promise.reject("text reason");
