#! rules=undefined-name
from tkinter import *

root = Tk()
