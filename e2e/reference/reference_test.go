package reference_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/reference"
)

// TestTenantsAreReadFromWhatIsRendered holds what the teams and Azure know against the committed fleet: each way to
// bring a source, names that no variable can have, and nodes of one's own. On their real forge, the repositories of
// two tenants have one name, in a project each.
func TestTenantsAreReadFromWhatIsRendered(t *testing.T) {
	t.Parallel()
	var fleet reference.Fleet
	if err := fleet.Learn(os.DirFS("../..")); err != nil {
		t.Fatal(err)
	}
	got := map[string]reference.Tenant{}
	for _, one := range fleet.Tenants {
		one.Shard = "" // a hash
		got[one.Name] = one
	}
	want := map[string]reference.Tenant{
		"4games":     {Name: "4games", Keys: []string{"t_4games_client_id"}, OCI: "tenants/4games:stable"},
		"contoso":    {Name: "contoso", Keys: []string{"t_contoso_client_id"}, OCI: "tenants/contoso:stable"},
		"demo":       {Name: "demo", Keys: []string{"t_demo_client_id"}, Git: "fleet", Branch: "main", Path: "cmd/demo/deploy"},
		"fabrikam":   {Name: "fabrikam", Keys: []string{"t_fabrikam_client_id"}, Git: "deploy", Branch: "release", Path: "deploy", Pool: true},
		"north-wind": {Name: "north-wind", Keys: []string{"t_north_wind_client_id"}, OCI: "tenants/north-wind:v2"},
		"tailspin":   {Name: "tailspin", OCI: "tenants/tailspin:stable"},
		"woodgrove":  {Name: "woodgrove", Keys: []string{"t_woodgrove_client_id"}, Git: "deploy", Branch: "main", Pool: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tenants (-want +got):\n%s", diff)
	}
}
