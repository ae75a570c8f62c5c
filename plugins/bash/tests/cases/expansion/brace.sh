echo {a,b,c} x{1..5}y {01..10..3} {a..e..2} {5..1} pre{,-mid}-post
echo {a,b}{1,2} {a,{b,c}d} {single} {} a{b "{c,d}" {1..3
echo {-2..2} {z..w} ${x:-{a,b}}
