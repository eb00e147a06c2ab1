param a string
output o object = { x: 'a' // c
  y: 2 /* x */ , z: 3
}
output p array = [ // c
 1 // d
 // e
 2
 /* f */ ]
output q string = concat( // x
 a, // y
 'b' // z
 )
