g() { echo "${FUNCNAME[@]} $LINENO ${BASH_LINENO[0]}"; h; }
h() { echo "${FUNCNAME[0]} ${FUNCNAME[1]} $(caller 0)"; }
g
