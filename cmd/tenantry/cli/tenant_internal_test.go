package cli

import (
	"testing"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// TestANewTenantSitsWhereThereIsRoom: listeners fill a gateway, and behind Front
// Door, where there is one, the Services of all gateways of an AGC fill that.
func TestANewTenantSitsWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		provider string
		tenants  map[name.Label]int
		want     string
	}{
		{"trafficManager", map[name.Label]int{"a": 54}, ""},
		{"trafficManager", map[name.Label]int{"a": 55}, "b"},
		{"frontDoor", map[name.Label]int{"a": 89}, ""},
		{"frontDoor", map[name.Label]int{"a": 89, "b": 1}, "c"},
		{"frontDoor", map[name.Label]int{"a": 45, "b": 45, "c": 89}, "c"},
		{"frontDoor", map[name.Label]int{"a": 90, "c": 90}, ""},
	} {
		f := &fleet.Fleet{
			Traffic:  v1alpha1.Traffic{Provider: tt.provider},
			Gateways: []fleet.Gateway{{Name: "a", AGC: 1}, {Name: "b", AGC: 1}, {Name: "c", AGC: 2}},
		}
		for gateway, n := range tt.tenants {
			for range n {
				f.Tenants = append(f.Tenants, fleet.Tenant{Gateway: gateway, Hostnames: []name.Hostname{"one.example"}})
			}
		}
		if got := gatewayWithRoom(f, 1); got != tt.want {
			t.Errorf("%s, %v: gateway %q, want %q", tt.provider, tt.tenants, got, tt.want)
		}
	}
}
