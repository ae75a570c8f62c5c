[.[] | {name, "k": .v, (.x): 1, "a\(1 + 2)b": @csv "\(.)"}] | .a += 1 | limit(3; .[]) | ascii_downcase?
