requests = {"a": 1}
requests.get("a")
