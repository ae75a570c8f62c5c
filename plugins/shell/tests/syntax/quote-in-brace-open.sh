echo ${x:-it's}
