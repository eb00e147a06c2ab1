package check

import "fmt"

// checkDuplicates reports one object that two units apply. They would fight: each
// finds the other's labels wrong and sets its own, and when one of them gives the
// object up, Flux deletes it under the other.
func (c *checker) checkDuplicates(cl *cluster) {
	type key struct{ group, kind, namespace, name string }
	first := map[key]*object{}
	for _, u := range cl.units {
		if u.misplaced {
			continue
		}
		for _, o := range u.objects {
			k := key{group(o), o.Kind, o.Namespace, o.Name}
			prev, taken := first[k]
			if !taken {
				first[k] = o
				continue
			}
			if c.report.touched[o] || c.report.touched[prev] {
				continue // one of them is out of place, as was said
			}
			c.report.add(fault{
				at: o, code: duplicateObject, others: []*object{prev},
				fact: fmt.Sprintf("is applied twice: by %s and by %s", prev.unit.called(), u.called()),
				fix:  "keep one of the two",
			})
		}
	}
}
