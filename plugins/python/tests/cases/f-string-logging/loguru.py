from loguru import logger

logger.info(f"{x}")
