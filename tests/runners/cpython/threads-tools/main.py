import threading
import time

event, barrier = threading.Event(), threading.Barrier(2)
slots, ready = threading.Semaphore(1), threading.Condition()
items = []


def waiter():
    print("event", event.wait(timeout=5), time.monotonic())


def meet(n):
    time.sleep(n)
    barrier.wait()
    print("met", time.monotonic())


def slot(name):
    with slots:
        time.sleep(1)
        print(name, time.monotonic())


def take():
    with ready:
        ready.wait_for(lambda: items)
        print("took", items.pop())


threads = [threading.Thread(target=waiter)]
threads += [threading.Thread(target=meet, args=(n,)) for n in (1, 2)]
threads += [threading.Thread(target=slot, args=(name,)) for name in "ab"]
threads.append(threading.Thread(target=take))
for thread in threads:
    thread.start()
time.sleep(0.5)
event.set()
with ready:
    items.append("x")
    ready.notify()
for thread in threads:
    thread.join()
timer = threading.Timer(10, print, args=("timer",))
timer.start()
timer.join()
print(time.monotonic())
