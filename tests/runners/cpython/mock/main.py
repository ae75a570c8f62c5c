from unittest.mock import AsyncMock, Mock, patch
import asyncio
import os

client = Mock()
client.get.return_value = {"id": 1}
print(client.get("x"), client.get.call_args)
with patch("os.getcwd", return_value="/somewhere"):
    print(os.getcwd())
print(asyncio.run(AsyncMock(return_value=3)()))
