param o object
param a array
param s string
param n int
param nul string?
var x1 = o.?a
var x2 = o.?a.b
var x3 = o.?a.?b
var x4 = o[?'k']
var x5 = a[?0]
var x6 = o.a!.b
var x7 = o['k'].b['c-d']['${s}']
var x8 = a[n].b
var x9 = { a: 1 }.a
var x10 = [1, 2][0]
var x12 = (n + 1) * 2 / 3 % 4 - 5
var x13 = -(n)
var x14 = n == -1 ? [ ...a, 1 ] : [ 2 ]
var x15 = { ...o, b: 1 }
var x16 = { b: 1, ...o, c: 2 }
var x17 = union(o, { a: 'x', 'c-d': [ { e: null } ], f: true, g: 3000000000, h: -2, i: '' })
var x18 = s =~ 'A' || s !~ 'b'
var x19 = n <= 1 && n >= 2 || n < 3 && !(n > 4)
var x20 = nul ?? s ?? 'c'
var x21 = '${s}'
var x22 = 'a\\b\n\t\r\$\'\u{1F600}"${n}{}\'x'
var x23 = '''a'b${s}
c'''
var x24 = '''
x
'''
var x25 = '[${s}]'
var x26 = '[]'
var x27 = '['
var x28 = ['[a]', '[[b]', ']', '[c'] 
var x29 = { '[k]': 1, '[${s}]': 2, 'q[': 3 }
var x30 = format('[{0}]', s)
var x31 = 'é — ü  '
var x32 = sys.concat('a', s)
var x33 = az.subscription().tenantId
var x34 = s != 'a'
var x35 = o.if.resourceGroup._x['9a']['a b'].aB9
var x36 = any(s)
var x37 = contains(o, 'x') ? o.x : null
var x38 = true
var x39 = [true, null, '', {}, []]
var x40 = empty([])
var x41 = length([])
var x42 = first(split('a,b', ','))
var x43 = last(a).?x
var x44 = o.?a[0].b
var x45 = o.?a[?0]
var x46 = (o.?a).b
var x47 = o.?a ?? 'x'
var x48 = 2147483648
var x49 = -2147483648
var x50 = concat('x', string(-2147483648))
var x51 = 9223372036854775807
output all array = [x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28, x29, x30, x31, x32, x33, x34, x35, x36, x37, x38, x39, x40, x41, x42, x43, x44, x45, x46, x47, x48, x49, x50, x51]
