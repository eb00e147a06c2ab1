package name_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/name"
)

func TestAResourceIDTellsWhereAResourceIs(t *testing.T) {
	t.Parallel()
	const group = "/subscriptions/22222222-2222-4222-8222-22222222222A/resourceGroups/rg-Hub_(1)/providers/"
	type parts struct{ Subscription, Group, Type, Name string }
	const subscription = "22222222-2222-4222-8222-22222222222a"
	for text, want := range map[string]parts{
		group + "Microsoft.Network/virtualNetworks/hub":                {subscription, "rg-Hub_(1)", "Microsoft.Network/virtualNetworks", "hub"},
		group + "Microsoft.Network/dnsZones/apps.acme.example":         {subscription, "rg-Hub_(1)", "Microsoft.Network/dnsZones", "apps.acme.example"},
		group + "Microsoft.Network/virtualNetworks/hub/subnets/agents": {subscription, "rg-Hub_(1)", "Microsoft.Network/virtualNetworks/subnets", "agents"},
	} {
		got, err := name.ParseResourceID(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, parts{string(got.Subscription), got.Group, got.Type, got.Name}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if got.String() != text || got.IsZero() {
			t.Errorf("%s is printed as %s", text, got)
		}
	}
}

func TestWhatIsNoResourceID(t *testing.T) {
	t.Parallel()
	const subscription = "/subscriptions/22222222-2222-4222-8222-222222222222"
	for _, text := range []string{
		"", "hub", subscription, subscription + "/resourceGroups/rg",
		subscription + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks",
		subscription + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/",
		subscription + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub'",
		subscription + "/resourceGroups/rg./providers/Microsoft.Network/virtualNetworks/hub",
		subscription + "/resourceGroups/rg/providers/Microsoft.Network/a/b/c/d/e/f",
		"/subscriptions/------------------------------------/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
	} {
		if got, err := name.ParseResourceID(text); err == nil || !got.IsZero() {
			t.Errorf("%q is accepted as %v", text, got)
		}
	}
}
