param a string
param n int
output o array = ['${'${a}'}', 'a${'b'}c', '${1}', '${true}', '${null}', '${a}${n}', '${n + 1}', '${a == 'b' ? 'x' : '}'}', '{}', '{${a}}', '%${a}%']
