import os
import random
import secrets
import uuid

print(random.random(), random.choice("abc"), random.Random().random())
print(uuid.uuid4(), secrets.token_hex(4), os.urandom(4).hex())
random.seed(1)
print(random.random())
print(random.SystemRandom().randint(1, 100))
