total += 1
print(total, greet("you"))
fail()
