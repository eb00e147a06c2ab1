package name

import (
	"errors"
	"regexp"
	"strings"
)

// ResourceID is the id of an Azure resource in a resource group. The zero value
// is no resource.
type ResourceID struct {
	Subscription GUID
	Group        string
	Type         string // such as Microsoft.Network/virtualNetworks/subnets
	Name         string // the last one, of a resource below another
	text         string
}

// maxResourceID is how long an id may be: that of a group, a provider and two names.
const maxResourceID = 512

var resourceID = regexp.MustCompile(`^/subscriptions/([0-9a-fA-F-]{36})/resourceGroups/([A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-])` +
	`/providers/([A-Za-z]+\.[A-Za-z]+)((?:/[A-Za-z][A-Za-z0-9]*/[A-Za-z0-9._-]{1,128}){1,2})$`)

// ParseResourceID accepts the id of a resource, or of one below another, in a
// resource group.
func ParseResourceID(s string) (ResourceID, error) {
	if len(s) > maxResourceID {
		return ResourceID{}, errors.New("it is too long")
	}
	m := resourceID.FindStringSubmatch(s)
	if m == nil {
		return ResourceID{}, errors.New("it is not written like /subscriptions/…/resourceGroups/…/providers/…")
	}
	subscription, err := ParseGUID(m[1])
	if err != nil {
		return ResourceID{}, err
	}
	id := ResourceID{Subscription: subscription, Group: m[2], Type: m[3], text: s}
	for i, step := range strings.Split(m[4][1:], "/") {
		if i%2 == 0 {
			id.Type += "/" + step
		} else {
			id.Name = step
		}
	}
	return id, nil
}

// String prints the id as it was written.
func (r ResourceID) String() string { return r.text }

// Equal reports whether two ids are of one resource: Azure's know no case.
func (r ResourceID) Equal(other ResourceID) bool { return strings.EqualFold(r.text, other.text) }

// IsZero reports whether r is no resource.
func (r ResourceID) IsZero() bool { return r.text == "" }
