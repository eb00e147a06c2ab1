package pipeline_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render/pipeline"
	"github.com/tenantry/tenantry/generator/tree"
)

const (
	begin = "# tenantry: begin (rendered; your own lines go above or below)\n"
	lines = `/*
!/clusters/
!/tenants/
!/infrastructure/
/clusters/*.yaml
/clusters/*/bootstrap/
/tenants/*.yaml
/infrastructure/azure/
/infrastructure/deploy/
*.bicep
`
	end   = "# tenantry: end\n"
	block = begin + lines + end
)

// TestSharedFilesKeepEveryLineOfTheirOwner renews the block in every state that a
// person or Git may have left the file in.
func TestSharedFilesKeepEveryLineOfTheirOwner(t *testing.T) {
	t.Parallel()
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	tests := map[string]struct{ text, want string }{
		"no file":                        {"", block},
		"an empty line":                  {"\n", "\n" + block},
		"lines without a block":          {"*.log\n", "*.log\n" + block},
		"no last line break":             {"*.log", "*.log\n" + block},
		"a block that is current":        {"a\n" + block + "b\n", "a\n" + block + "b\n"},
		"a block that is old":            {"a\n" + begin + "old\n" + end + "b\n", "a\n" + block + "b\n"},
		"a block that is empty":          {begin + end, block},
		"advice that was worded anew":    {"a\n# tenantry: begin\n" + lines + end + "b", "a\n" + block + "b"},
		"a block that is all":            {block, block},
		"line ends of Windows":           {crlf("a\n" + block + "b\n"), "a\r\n" + block + "b\r\n"},
		"no last line":                   {"a\n" + begin + lines + "mine\n", "a\n" + block + "mine\n"},
		"no last line, half of the rest": {"a\n" + begin + "/*\n!/clusters/\nmine\n!/tenants/\n", "a\n" + block + "mine\n!/tenants/\n"},
		"no last line and no end":        {"a\n" + begin + "/*\n!/clusters/", "a\n" + block},
		"the first line alone":           {"a\n" + strings.TrimSuffix(begin, "\n"), "a\n" + block},
		"a mention of the block":         {"# see tenantry: begin\n", "# see tenantry: begin\n" + block},
		"the last line before the first": {end + "a\n" + block, end + "a\n" + block},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := pipeline.Renew(layout.SourceIgnore, []byte(tt.text))
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("renewed (-want +got):\n%s", diff)
			}
			if again := pipeline.Renew(layout.SourceIgnore, got); string(again) != string(got) {
				t.Errorf("renewed twice:\n%s", again)
			}
		})
	}
}

// FuzzSharedFile renews the block in any text: every line outside of it stays, in
// order, and once is enough.
func FuzzSharedFile(f *testing.F) {
	for _, s := range []string{"", "a", "a\n", block, "a\n" + block + "b", begin, end, begin + "x\n", end + begin, "\r\n" +
		begin + "\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := string(pipeline.Renew(layout.SourceIgnore, []byte(text)))
		if again := string(pipeline.Renew(layout.SourceIgnore, []byte(got))); again != got {
			t.Errorf("renewed twice:\n%q\n%q", got, again)
		}
		before, after, found := strings.Cut("\n"+got, "\n"+block)
		before = strings.TrimPrefix(before, "\n")
		if !found {
			t.Fatalf("there is no block in %q", got)
		}
		if !strings.HasPrefix(text, strings.TrimSuffix(before, "\n")) || !strings.HasSuffix(text, after) {
			t.Errorf("lines of %q are lost: %q and %q are left", text, before, after)
		}
	})
}

func TestRenderReadsTheFilesThatItShares(t *testing.T) {
	t.Parallel()
	var asked []string
	out := &tree.Tree{}
	p := &plan.Plan{TenantryVersion: "v1.2.3", Azure: &azure.Plan{Fleet: &azure.Fleet{SubscriptionID: "2222"}}}
	p.Azure.Scripts = []*azure.Script{
		{Cluster: &azure.Cluster{Cluster: fleet.Cluster{Name: "prod-weu", Role: fleet.Primary}}},
		{Cluster: &azure.Cluster{Cluster: fleet.Cluster{Name: "prod-neu", Role: fleet.DR}}},
	}
	p.Repository.Branch = "trunk"
	err := pipeline.Render(p, func(path string) ([]byte, error) {
		asked = append(asked, path)
		return []byte("mine\n"), nil
	}, out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{".gitattributes", ".sourceignore"}, asked); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	for _, path := range asked {
		if f, _ := out.Get(path); !strings.HasPrefix(string(f.Data), "mine\n"+begin) {
			t.Errorf("%s does not begin with its owner's line:\n%s", path, f.Data)
		}
	}
	for _, path := range layout.OwnedFiles() {
		f, _ := out.Get(path)
		words := []string{"trunk", "cmd/tenantry@v1.2.3\n"}
		if strings.HasSuffix(path, "-azure.yaml") {
			words = []string{"trunk", "clusters/prod-weu/bootstrap/deploy update "}
		}
		for _, w := range words {
			if !strings.Contains(string(f.Data), w) || strings.Contains(string(f.Data), "prod-neu") {
				t.Errorf("%s does not say %q, or names a DR cluster:\n%s", path, w, f.Data)
			}
		}
	}
	broken := errors.New("broken")
	err = pipeline.Render(p, func(string) ([]byte, error) { return nil, broken }, &tree.Tree{})
	if !errors.Is(err, broken) || err.Error() != "read .gitattributes: broken" {
		t.Errorf("error %v", err)
	}
}
