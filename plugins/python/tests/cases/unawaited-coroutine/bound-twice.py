async def fetch(): ...

def fetch(): ...

async def main():
    fetch()

async def other(other):
    other()
