import contextvars
import threading

request = contextvars.ContextVar("request", default="none")
request.set("main")


def show():
    print(request.get())


thread = threading.Thread(target=show)
thread.start()
thread.join()
context = contextvars.copy_context()
thread = threading.Thread(target=context.run, args=(show,))
thread.start()
thread.join()
