param a bool
param b object = {

  x: 1, y: 2

  z: [

    1, 2
    3

  ]
  w: a
    ? 1
    : 2
  v: concat(
    'a',
    'b'
  )
  u: concat('x', 
    'y')
  t: {}
  s: [ ]
  /* c */ r: 1 // t
  n: a
    ? {
      x: 1
    }
    : a ? [
      1
    ] : []
  'm': 'x'
}
param c string
@description('x')

// hey
@secure()
param d string
output e array = [b, c, d,]
output f object = { a: 1, b: 2, }
