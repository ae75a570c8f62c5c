$ pip install requests
