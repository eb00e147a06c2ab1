package review

// tenantWord stands for a tenant's own name in what is said about several.
const tenantWord = "<tenant>"

// fold tells once what happens to several tenants alike, their own names apart.
// Putting a tenant's name back gives exactly what was said of it.
func fold(items []item) []item {
	byKey := map[string][]int{}
	generic := make([]item, len(items))
	keys := make([]string, len(items))
	for i, it := range items {
		generic[i] = it.masked(it.names[0])
		keys[i] = generic[i].key()
		byKey[keys[i]] = append(byKey[keys[i]], i)
	}
	var out []item
	for i, it := range items {
		alike := byKey[keys[i]]
		switch {
		case len(alike) < leastFold:
			out = append(out, it)
		case alike[0] == i:
			g := generic[i]
			g.names = nil
			for _, j := range alike {
				g.names = append(g.names, items[j].names...)
			}
			out = append(out, g)
		}
	}
	return out
}

// masked is an item with a name taken out of all its values.
func (it item) masked(name string) item {
	it.facts = maskedEntries(it.facts, name)
	it.objects = maskedEntries(it.objects, name)
	it.all = maskedEntries(it.all, name)
	return it
}

func maskedEntries(entries []entry, name string) []entry {
	var out []entry
	for _, e := range entries {
		out = append(out, entry{e.op, e.line.masked(name, tenantWord), maskedEntries(e.under, name)})
	}
	return out
}

// masked is a line with a word taken out of its values.
func (l line) masked(word, by string) line {
	out := make(line, len(l))
	for i, s := range l {
		if s.value {
			s.text = maskWord(s.text, word, by)
		}
		out[i] = s
	}
	return out
}

// key is equal for items that say the same.
func (it item) key() string {
	key := string(it.op) + "\n" + it.where.String()
	for _, entries := range [][]entry{it.facts, it.all} {
		key += keyOfEntries(entries, "\n")
	}
	return key
}

func keyOfEntries(entries []entry, indent string) string {
	var out string
	for _, e := range entries {
		out += indent + string(e.op) + " " + e.line.String() + keyOfEntries(e.under, indent+" ")
	}
	return out
}
