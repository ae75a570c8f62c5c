import logging
import time

logging.basicConfig(format="%(asctime)s %(filename)s %(threadName)s %(message)s")
time.sleep(1.25)
logging.warning("late")


class Stopwatch:
    clock = time.monotonic
    pause = time.sleep


print(Stopwatch().clock(), Stopwatch().pause(1), time.monotonic())
