metadata name = 'x'
metadata b = { a: [1] }
@description('d')
param a { 
  @description('inner')
  @minLength(2)
  x: string
  y: int?
  z: { q: bool }[]
  *: string
}
param b ('x' | 'y')[] = []
param c 1 | 2 | 3 = 1
param d ('a' | 'b')[]
param e (string[])? 
param f object?
param g bool?
param h 'only'
param i true
@secure()
param j string?
@minLength(1)
@maxLength(3)
param k array
@minLength(1)
param l string[]
@allowed([1, 2])
param m int = 1
@allowed([ 'a', 'b' ])
param n array = ['a']
@sealed()
param o { a: string }
param p { a: 'x' | 'y', 'b c': int? }
@metadata({ zzz: true })
param q string
@sys.description('nsd')
param r string
@description('''
multi
line''')
param s string
@metadata({ zzz: 'first' })
param t string = 'a${q}'
param u int[][] = [[1]]
param v object = { a: { b: q } }
@description('o')
@secure()
output o1 string = q
@minLength(3)
output o2 string = r
output o3 { x: string, y: int? } = { x: q }
@metadata({ a: 1 })
output o4 string[] = d
output o5 'a' | 'b' = d[0]
@allowed(['q'])
param w string
output all array = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, s, t, u, v, w]
