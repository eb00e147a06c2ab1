param a 2 | 1 | 10
param b 'b' | 'a' | 'B' | 'c-d' | '' | 'a1' | 'a-' | 'aB' | 'é' | '_' | 'ab' | 'it\'s'
param c ('a' | 'a b' | 'a!' | 'a(')[]
param d false | true
output o array = [a, b, c, d]
output p 'b' | 'a' = 'a'
