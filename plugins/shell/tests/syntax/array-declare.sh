declare -A m=([k]=v ["k 2"]=w)
local x=(1)
export y=(2)
