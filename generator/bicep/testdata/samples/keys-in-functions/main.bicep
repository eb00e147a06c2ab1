param a string
output o string = string({ '': 1, 'a b': 2, '[x]': 4, '${a}': 6, 'it\'s': 7, x: '[y]', z: ['[w]'] })
