print({"a", "b", "c"} == {"c", "b", "a"}, hash("a") == hash("a"))
print(sorted({"b", "a"}))
