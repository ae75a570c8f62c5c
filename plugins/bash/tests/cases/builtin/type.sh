f() { echo hi; }
type -t f if echo ls nosuch; type f; type cd if; type nosuch; command -v echo f ls; command -V cd
alias ll='ls -l'; type -t ll
