import logging
from logging import getLogger

log = logging.getLogger(__name__)
other = getLogger()

logging.info(f"hello {name}")
log.debug(f"a {x.y!r} 100% {{b}} {f(z)} {d['k']}")
log.warning(f"{total:.2f}")
log.info(f"no values")
log.info("x %s", x)
log.log(logging.INFO, f"{x}")
other.error(f"a {x}", exc_info=True)
other.error(f"a {x} %s", y)
log.info(f"""a {x}""")
log.info("a " f"{x}")
log.setLevel(f"{level}")
unknown.info(f"{x}")
