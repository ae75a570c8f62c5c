import threading

local = threading.local()


class Worker(threading.Thread):
    def run(self):
        local.name = self.name
        print(local.name, threading.current_thread() is self, threading.get_ident() != main)
        if self.name == "bad":
            raise ValueError("in a thread")


main = threading.get_ident()
for name in ("good", "bad"):
    worker = Worker(name=name)
    worker.start()
    worker.join()
print(hasattr(local, "name"), threading.active_count())
