import gc
import sys

print([name for name in sys.modules if name.split(".")[0] in ("app", "runner", "wit_world")])
frame, depth = sys._getframe(), 0
while frame is not None:
    frame, depth = frame.f_back, depth + 1
print(depth > 0)
import _io
import posix
for attempt in (lambda: posix.open("/etc/passwd", 0), lambda: _io.FileIO("/etc/passwd")):
    try:
        attempt()
    except OSError as error:
        print(error)
print(len(gc.get_objects()) >= 0)
