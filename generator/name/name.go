// Package name holds strings that were parsed: what such a value contains is
// known from its type, so templates may print it bare.
package name

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// Label is a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and
// dashes, with a letter or digit at both ends.
type Label string

// Hostname is a DNS name in lower case with at least two labels, without a
// trailing dot and without a wildcard.
type Hostname string

// GUID is a UUID in lower case.
type GUID string

// CIDR is an IPv4 network in canonical form: no host bits are set.
type CIDR struct{ prefix netip.Prefix }

var (
	label = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)
	guid  = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
)

// The longest label and hostname, in characters, that DNS carries (RFC 1035 §2.3.4).
const (
	maxLabel    = 63
	MaxHostname = 253
)

// ParseLabel accepts a DNS label.
func ParseLabel(s string) (Label, error) {
	switch {
	case s == "":
		return "", errors.New("it is empty")
	case len(s) > maxLabel:
		return "", fmt.Errorf("it has %d characters, and at most %d fit", len(s), maxLabel)
	case !label.MatchString(s):
		return "", errors.New("only a-z, 0-9 and - may stand in it, and no - at either end")
	}
	return Label(s), nil
}

// ParseHostname accepts a DNS name.
func ParseHostname(s string) (Hostname, error) {
	switch {
	case len(s) > MaxHostname:
		return "", fmt.Errorf("it has %d characters, and at most %d fit", len(s), MaxHostname)
	case strings.HasPrefix(s, "*."):
		return "", errors.New("a wildcard belongs to no single tenant")
	case strings.HasSuffix(s, "."):
		return "", errors.New("it ends in a dot")
	case !strings.Contains(s, "."):
		return "", errors.New("it has no domain")
	}
	last := ""
	for l := range strings.SplitSeq(s, ".") {
		if _, err := ParseLabel(l); err != nil {
			return "", fmt.Errorf("label %q: %w", l, err)
		}
		last = l
	}
	if strings.Trim(last, "0123456789") == "" {
		return "", errors.New("it ends in a number, as addresses do and names do not")
	}
	return Hostname(s), nil
}

// Under reports whether h lies below zone, at any depth.
func (h Hostname) Under(zone Hostname) bool {
	return strings.HasSuffix(string(h), "."+string(zone))
}

// ParseGUID accepts a UUID in either case.
func ParseGUID(s string) (GUID, error) {
	lower := strings.ToLower(s)
	if !guid.MatchString(lower) {
		return "", errors.New("a GUID has 32 hexadecimal digits in groups of 8-4-4-4-12")
	}
	return GUID(lower), nil
}

// ParseCIDR accepts an IPv4 network whose host bits are zero.
func ParseCIDR(s string) (CIDR, error) {
	p, err := netip.ParsePrefix(s)
	switch {
	case err != nil || !p.Addr().Is4():
		return CIDR{}, errors.New("an IPv4 network is written like 10.10.0.0/16")
	case p != p.Masked():
		return CIDR{}, fmt.Errorf("bits are set beyond the prefix; the network is %s", p.Masked())
	}
	return CIDR{p}, nil
}

// String prints the network as address/bits.
func (c CIDR) String() string { return c.prefix.String() }

// Bits is the length of the prefix.
func (c CIDR) Bits() int { return c.prefix.Bits() }

// Overlaps reports whether the two networks share an address.
func (c CIDR) Overlaps(other CIDR) bool { return c.prefix.Overlaps(other.prefix) }

// Contains reports whether every address of other is one of c.
func (c CIDR) Contains(other CIDR) bool {
	return c.prefix.IsValid() && other.prefix.IsValid() && c.Bits() <= other.Bits() && c.prefix.Contains(other.prefix.Addr())
}

// Compare orders networks by address, the larger first.
func (c CIDR) Compare(other CIDR) int {
	return cmp.Or(c.prefix.Addr().Compare(other.prefix.Addr()), cmp.Compare(c.Bits(), other.Bits()))
}

// Part returns the n-th network with a prefix of that many bits inside c, counted
// from zero. It must fit: c has 2^(bits-Bits) of them.
func (c CIDR) Part(bits, n int) CIDR {
	a := c.prefix.Addr().As4()
	first := binary.BigEndian.Uint32(a[:]) + uint32(n)<<(32-bits)
	binary.BigEndian.PutUint32(a[:], first)
	return CIDR{netip.PrefixFrom(netip.AddrFrom4(a), bits)}
}

// Slash24 returns the n-th /24 inside c, counted from zero. It must fit.
func (c CIDR) Slash24(n int) CIDR { return c.Part(24, n) }

// Short returns s if it fits into longest characters, and otherwise its beginning
// with a hash of all of it, so that no two names become one.
func Short(s string, longest int) string {
	if len(s) <= longest {
		return s
	}
	const hashed = 6
	return strings.TrimRight(s[:longest-hashed-1], "-") + "-" + Hash(s, hashed)
}

// Hash returns n of a-z and 2-7 that follow from s alone: at most 32.
func Hash(s string, n int) string {
	sum := sha256.Sum256([]byte(s))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:n]
}
