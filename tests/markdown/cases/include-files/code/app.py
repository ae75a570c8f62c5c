import sys
# ANCHOR: middle
def main():
    # --8<-- [start:loop]
    for name in sys.argv:

        print(name)
    # --8<-- [end:loop]
# ANCHOR_END: middle
# region fold
# region inner
x = 1
# endregion
y = 2
# endregion
main()
