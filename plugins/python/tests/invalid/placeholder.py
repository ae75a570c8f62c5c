x = <your token>
