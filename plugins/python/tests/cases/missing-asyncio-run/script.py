import asyncio

async def main(argv):
    return argv

async def other(): ...

result = other()
main(["a"])

if __name__ == "__main__":
    main([])
    asyncio.run(main([]))
