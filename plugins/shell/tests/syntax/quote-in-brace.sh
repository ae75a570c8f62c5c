echo "${x:-it's}" ${y#'}'}
