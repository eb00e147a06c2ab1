package name_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/name"
)

// errText is an error's message, or "".
func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestParseLabelTakesDNSLabels(t *testing.T) {
	t.Parallel()
	const characters = "only a-z, 0-9 and - may stand in it, and no - at either end"
	for s, want := range map[string]string{
		"a": "", "4games": "", "north-wind": "", "a--b": "", "0": "", "no": "", strings.Repeat("a", 63): "",
		"":                      "it is empty",
		strings.Repeat("a", 64): "it has 64 characters, and at most 63 fit",
		"-a":                    characters, "a-": characters, "A": characters, "a_b": characters, "a.b": characters, "ä": characters,
		"a b": characters, "a\n": characters, "a\nb": characters, "${a}": characters,
	} {
		got, err := name.ParseLabel(s)
		if errText(err) != want {
			t.Errorf("%q: error %v, want %q", s, err, want)
		}
		if err == nil && string(got) != s || err != nil && got != "" {
			t.Errorf("%q is parsed as %q", s, got)
		}
	}
}

func TestParseHostnameTakesFullDNSNames(t *testing.T) {
	t.Parallel()
	const characters = "only a-z, 0-9 and - may stand in it, and no - at either end"
	long := strings.Repeat(strings.Repeat("a", 62)+".", 4)
	for s, want := range map[string]string{
		"shop.contoso.com": "", "4.games": "", "a.b.c.d.e": "", "xn--bcher-kva.example": "", "1.2.3.4a": "", long[:251] + "a": "",
		"":              "it has no domain",
		"shop":          "it has no domain",
		"*.contoso.com": "a wildcard belongs to no single tenant",
		"contoso.com.":  "it ends in a dot",
		"a..b":          `label "": it is empty`,
		".a.b":          `label "": it is empty`,
		"a.B":           `label "B": ` + characters,
		"a.-b":          `label "-b": ` + characters,
		"a b.c":         `label "a b": ` + characters,
		"a.b\n":         `label "b\n": ` + characters,
		"10.20.30.40":   "it ends in a number, as addresses do and names do not",
		long + "aa":     "it has 254 characters, and at most 253 fit",
		"a.*.b":         `label "*": ` + characters,
		"a.b:443":       `label "b:443": ` + characters,
		"https://a.b":   `label "https://a": ` + characters,
	} {
		got, err := name.ParseHostname(s)
		if errText(err) != want {
			t.Errorf("%q: error %v, want %q", s, err, want)
		}
		if err == nil && string(got) != s || err != nil && got != "" {
			t.Errorf("%q is parsed as %q", s, got)
		}
	}
}

func TestUnderIsTrueAtAnyDepthAndForWholeLabels(t *testing.T) {
	t.Parallel()
	for h, want := range map[name.Hostname]bool{
		"a.apps.acme.example": true, "b.a.apps.acme.example": true,
		"apps.acme.example": false, "webapps.acme.example": false, "apps.acme.example.com": false, "example": false,
	} {
		if got := h.Under("apps.acme.example"); got != want {
			t.Errorf("%s.Under(apps.acme.example) = %v", h, got)
		}
	}
}

func TestParseGUIDGivesLowerCase(t *testing.T) {
	t.Parallel()
	const want = "0f8fad5b-d9cb-469f-a165-70867728950e"
	for _, s := range []string{want, strings.ToUpper(want)} {
		if got, err := name.ParseGUID(s); err != nil || string(got) != want {
			t.Errorf("%s is parsed as %q, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "platform@acme.example", "{" + want + "}", want + "\n", want[1:],
		strings.ReplaceAll(want, "-", ""), "g" + want[1:],
	} {
		if got, err := name.ParseGUID(s); err == nil || got != "" {
			t.Errorf("%q is parsed as %q", s, got)
		}
	}
}

func TestParseCIDRTakesCanonicalIPv4Networks(t *testing.T) {
	t.Parallel()
	const form = "an IPv4 network is written like 10.10.0.0/16"
	for s, want := range map[string]string{
		"10.10.0.0/16": "", "0.0.0.0/0": "", "10.10.1.2/32": "",
		"10.10.1.0/16": "bits are set beyond the prefix; the network is 10.10.0.0/16",
		"10.10.0.0":    form, "": form, "10.10.0.0/33": form, "fd00::/16": form, "::ffff:10.0.0.0/104": form, "010.1.0.0/16": form,
		"10.10.0.0/16\n": form, "10.10.0.0/016": form,
	} {
		got, err := name.ParseCIDR(s)
		if errText(err) != want {
			t.Errorf("%q: error %v, want %q", s, err, want)
		}
		if err == nil && got.String() != s {
			t.Errorf("%q is printed as %s", s, got)
		}
	}
}

func TestSlash24CountsFromTheHeadOfANetwork(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"10.10.0.0/16", 0, "10.10.0.0/24"},
		{"10.10.0.0/16", 255, "10.10.255.0/24"},
		{"10.10.16.0/20", 0, "10.10.16.0/24"},
		{"10.10.240.0/20", 15, "10.10.255.0/24"},
		{"10.10.128.0/17", 1, "10.10.129.0/24"},
		{"10.10.4.0/24", 0, "10.10.4.0/24"},
		{"10.8.0.0/14", 257, "10.9.1.0/24"},
	} {
		c, err := name.ParseCIDR(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Slash24(tt.n).String(); got != tt.want {
			t.Errorf("%s: the /24 number %d is %s, want %s", tt.in, tt.n, got, tt.want)
		}
	}
}

func TestOverlapsHoldsBothWays(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]string]bool{
		{"10.10.0.0/16", "10.10.0.0/16"}:   true,
		{"10.10.0.0/16", "10.10.240.0/20"}: true,
		{"10.10.0.0/16", "10.11.0.0/16"}:   false,
		{"10.10.0.0/17", "10.10.128.0/17"}: false,
	} {
		a, errA := name.ParseCIDR(pair[0])
		b, errB := name.ParseCIDR(pair[1])
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if a.Overlaps(b) != want || b.Overlaps(a) != want {
			t.Errorf("%s and %s: overlap is not %v", a, b, want)
		}
	}
}

// FuzzParse holds every accepted text against what its type promises.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a", "a.b", "10.10.0.0/16", "0f8fad5b-d9cb-469f-a165-70867728950e", "A", "", "-", "*.a", "1.2.3.4"} {
		f.Add(s)
	}
	const label = "abcdefghijklmnopqrstuvwxyz0123456789-"
	only := func(s, set string) bool { return strings.Trim(s, set) == "" && !strings.ContainsAny(s, " \n\"'$:#\\") }
	f.Fuzz(func(t *testing.T, s string) {
		if l, err := name.ParseLabel(s); err == nil && (string(l) != s || !only(s, label) || len(s) > 63) {
			t.Errorf("label %q is parsed as %q", s, l)
		}
		if h, err := name.ParseHostname(s); err == nil {
			if _, addr := netip.ParseAddr(s); addr == nil || string(h) != s || !only(s, label+".") || len(s) > name.MaxHostname {
				t.Errorf("hostname %q is parsed as %q", s, h)
			}
		}
		if g, err := name.ParseGUID(s); err == nil {
			if diff := cmp.Diff(strings.ToLower(s), string(g)); diff != "" || len(s) != 36 {
				t.Errorf("GUID %q is parsed as %q", s, g)
			}
		}
		if c, err := name.ParseCIDR(s); err == nil && c.String() != s {
			t.Errorf("network %q is printed as %s", s, c)
		}
	})
}
