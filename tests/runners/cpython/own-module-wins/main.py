import app
import requests
import runner

print(app.NAME, requests.NAME, runner.NAME)
