echo { a } {b,c} }
