import sys
print("one")
print("two", file=sys.stderr)
sys.stdout.write("three\n")
sys.stdout.buffer.write(b"four\n")
sys.stdout.flush()
import os
os.write(1, b"five\n")
os.write(2, b"six\n")
