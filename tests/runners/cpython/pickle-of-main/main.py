import pickle


class Order:
    def __init__(self, total):
        self.total = total


print(pickle.loads(pickle.dumps(Order(3))).total)
