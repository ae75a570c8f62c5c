class Client:
    ...

    def get(self, url): ...

def handler(request):
    ...
    return Response(...)

x: int
items = [..., 1]
