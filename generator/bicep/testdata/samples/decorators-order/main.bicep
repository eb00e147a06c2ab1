@description('d')
@metadata({ a: 1 })
@minLength(2)
@secure()
@maxLength(4)
param a string?
@sealed()
@description('d')
@metadata({ b: 1 })
param b { 
  @maxLength(4)
  @minLength(2)
  @description('x')
  @metadata({ b: 1 })
  x: string?
  @secure()
  y: string
  z: int[]
  w: ('a' | 'b')[]
  v: 'a'?
}
@allowed(['a', 'b'])
@metadata({ b: 1 })
param c string?
@metadata({ b: 1 })
@description('d')
@allowed([ true ])
param d bool = true
param e { *: int } = {}
@maxLength(1)
@metadata({ b: 1 })
@description('d')
param f ('a' | 'b')[]?
@sealed()
param g {}
param h { a: { b: string }[], *: object }[]
output z array = [a, b, c, d, e, f, g, h]
@metadata({ b: 1 })
@description('d')
@maxLength(3)
@secure()
output x string = a ?? ''
@sealed()
output w { a: string } = { a: c ?? '' }
@minValue(3)
output v int? = 3
output u ('a' | 'b')[] = ['a']
output t 1 | 2 = 1
@description('d')
output s { a: string, b: int? }[] = [{ a: 'x' }]
