echo ${x:-$(if)}
