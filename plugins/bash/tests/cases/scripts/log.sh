log() { local level=$1; shift; printf '[%-5s] %s\n' "$level" "$*" >&2; }
retry() { local n=0 max=$1; shift; until "$@"; do ((++n >= max)) && { log ERROR "gave up after $n"; return 1; }; log WARN "attempt $n failed"; done; }
c=0; flaky() { ((++c >= 3)); }
retry 5 flaky && log INFO "ok after $c"; retry 2 false; echo $?
