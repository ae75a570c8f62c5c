total = 41
print("not shown")
