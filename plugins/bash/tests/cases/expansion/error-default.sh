echo "${nothing?}"
