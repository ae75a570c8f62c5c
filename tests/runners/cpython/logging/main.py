import logging

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(funcName)s:%(lineno)d %(message)s")
log = logging.getLogger("app")


def work():
    log.info("working on %s", 1)
    log.debug("never")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")


work()
