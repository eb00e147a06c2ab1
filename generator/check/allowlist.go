package check

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

//go:embed parity.yaml
var parityFile []byte

// allowance is one entry of parity.yaml, which says what the fields mean.
type allowance struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	Path string `json:"path"`
	Only string `json:"only"`
	Why  string `json:"why"`

	name  *regexp.Regexp
	steps []string
	only  map[string]*regexp.Regexp // by cluster
	used  bool
}

// allowList is what may differ between the clusters of a stamp.
type allowList struct{ entries []*allowance }

// readAllowList reads parity.yaml, whose patterns are meant for whole values.
func readAllowList() (*allowList, error) {
	var l allowList
	if err := yaml.UnmarshalStrict(parityFile, &l.entries); err != nil {
		return nil, fmt.Errorf("read parity.yaml: %w", err)
	}
	for _, a := range l.entries {
		var err error
		if a.name, err = whole(or(a.Name, ".*")); err != nil {
			return nil, fmt.Errorf("read parity.yaml: name %q: %w", a.Name, err)
		}
		a.steps, a.only = strings.Split(a.Path, "/")[1:], map[string]*regexp.Regexp{}
	}
	return &l, nil
}

// whole reads a pattern for all of a text.
func whole(pattern string) (*regexp.Regexp, error) { return regexp.Compile("^(?:" + pattern + ")$") }

// judge says what is wrong with the values that an object has at a path on two
// clusters; "" where some entry lets them differ like this.
func (l *allowList) judge(o *object, steps []string, a, b side) (string, error) {
	fact := fmt.Sprintf("is %s, and %s", a, b)
	for _, entry := range l.entries {
		if !entry.about(o, steps) {
			continue
		}
		misfit, err := entry.misfit(a, b)
		if err != nil || misfit == "" {
			entry.used = entry.used || err == nil
			return "", err
		}
		fact = misfit
	}
	return fact, nil
}

// about reports whether an entry speaks of a path of an object.
func (a *allowance) about(o *object, steps []string) bool {
	return a.Kind == o.Kind && a.name.MatchString(o.Name) &&
		slices.EqualFunc(a.steps, steps, func(p, s string) bool { return p == "*" || p == s })
}

// misfit says which side has a value that the entry does not want, or "".
func (a *allowance) misfit(sides ...side) (string, error) {
	for _, s := range sides {
		if !s.present || a.Only == "" {
			continue
		}
		only, err := a.pattern(s.cluster)
		if err != nil {
			return "", err
		}
		if !only.Match(s.json()) {
			return fmt.Sprintf("is %s, and may only be %s there", s, a.wants(s.cluster)), nil
		}
	}
	return "", nil
}

// pattern is what the entry wants of a value on a cluster.
func (a *allowance) pattern(cluster string) (*regexp.Regexp, error) {
	if p, ok := a.only[cluster]; ok {
		return p, nil
	}
	p, err := whole(a.wants(cluster))
	if err != nil {
		return nil, fmt.Errorf("read parity.yaml: only %q: %w", a.Only, err)
	}
	a.only[cluster] = p
	return p, nil
}

// wants is the entry's pattern with the cluster's name in it.
func (a *allowance) wants(cluster string) string {
	return strings.ReplaceAll(a.Only, "{cluster}", regexp.QuoteMeta(cluster))
}

// side is what one of two clusters has where they differ.
type side struct {
	cluster string
	value   any
	present bool
}

// json is what an entry's pattern is held against.
func (s side) json() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s.value); err != nil {
		return nil // fits no pattern
	}
	return bytes.TrimSpace(b.Bytes())
}

// String prints the side for a message. Of a long value it shows both ends.
func (s side) String() string {
	const longest, end = 80, 38
	if !s.present {
		return "absent on " + s.cluster
	}
	text := s.json()
	if len(text) > longest {
		shown := fmt.Sprintf("%s…%s", text[:end], text[len(text)-end:])
		return strings.ToValidUTF8(shown, "") + " on " + s.cluster
	}
	return fmt.Sprintf("%s on %s", text, s.cluster)
}
