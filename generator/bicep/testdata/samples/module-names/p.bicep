param a string
output a string = a
output b object = { q: a }
