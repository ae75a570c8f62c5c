name = input("name? ")
print("hello", name)
import sys
print([line.strip() for line in sys.stdin])
try:
    input()
except EOFError as error:
    print("EOFError:", error)
