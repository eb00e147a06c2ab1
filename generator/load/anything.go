package load

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// decodeAny reads a value of which the format knows no type: a text, an int64, a
// float64 where fractions are allowed, a bool, nil, a []any or a map[string]any of these. What readers of YAML disagree about
// is refused.
func (d *decoder) decodeAny(n *yaml.Node, v reflect.Value) {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		d.decodeMap(n, reflect.ValueOf(&out).Elem())
		v.Set(reflect.ValueOf(out))
	case yaml.SequenceNode:
		out := []any{}
		d.decodeSlice(n, reflect.ValueOf(&out).Elem())
		v.Set(reflect.ValueOf(out))
	default:
		if one := d.scalar(n); one != nil {
			v.Set(reflect.ValueOf(one))
		}
	}
}

func (d *decoder) scalar(n *yaml.Node) any {
	switch tag := n.ShortTag(); {
	case tag == "!!str":
		return n.Value
	case tag == "!!null":
		return nil
	case tag == "!!bool" && slices.Contains([]string{"true", "false"}, n.Value):
		return n.Value == "true"
	case tag == "!!int":
		var i int64
		before := len(d.found)
		d.decodeInt(n, reflect.ValueOf(&i).Elem())
		if len(d.found) == before {
			return i
		}
		return nil
	case tag == "!!float" && d.fractions:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) {
			return f
		}
		d.add(n, "wrong-type", Quote(n.Value)+" is no number that JSON has", "write it in plain decimal digits")
		return nil
	}
	d.add(n, "wrong-type", fmt.Sprintf("%s is neither text nor a whole number, true, false or null", Quote(n.Value)),
		"put it in quotes: "+strconv.Quote(n.Value))
	return nil
}
