def f(task):
    await task
