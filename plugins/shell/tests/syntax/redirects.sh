a > b 2>&1 >> c < d &> e &>> f <> g >| h 3<&0 4>&- <<< x
{fd}>x exec
