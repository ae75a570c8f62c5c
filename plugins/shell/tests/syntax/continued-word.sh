ec\
ho a
if tr\
ue; th\
en :; fi
