<command> --help
