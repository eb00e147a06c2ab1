package forge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/forge"
)

func TestTheAPIFollowsFromTheRepositorysAddress(t *testing.T) {
	t.Parallel()
	type where struct{ API, Project, Name, Web string }
	for address, tt := range map[string]struct {
		kind forge.Kind
		api  string
		want where
	}{
		"https://github.com/acme/fleet": {
			kind: forge.GitHub,
			want: where{"https://api.github.com/", "acme", "fleet", "https://github.com/acme/fleet"},
		},
		"https://x:secret@github.com/acme/fleet.git": {
			kind: forge.GitHub,
			want: where{"https://api.github.com/", "acme", "fleet", "https://github.com/acme/fleet"},
		},
		"git@github.com:acme/fleet.git": {
			kind: forge.GitHub,
			want: where{"https://api.github.com/", "acme", "fleet", "https://github.com/acme/fleet"},
		},
		"ssh://git@ssh.github.com:443/acme/fleet.git": {
			kind: forge.GitHub,
			want: where{"https://api.github.com/", "acme", "fleet", "https://github.com/acme/fleet"},
		},
		"https://acme.ghe.com/acme/fleet": {
			kind: forge.GitHub,
			want: where{"https://api.acme.ghe.com/", "acme", "fleet", "https://acme.ghe.com/acme/fleet"},
		},
		"https://github.acme.example/acme/fleet": {
			kind: forge.GitHub,
			want: where{"https://github.acme.example/api/v3/", "acme", "fleet", "https://github.acme.example/acme/fleet"},
		},
		"https://gh.acme.example/acme/fleet": {
			kind: forge.GitHub, api: "https://api.acme.example/github",
			want: where{"https://api.acme.example/github/", "acme", "fleet", "https://gh.acme.example/acme/fleet"},
		},
		"https://gitlab.com/acme/platform/eu/fleet.git": {
			kind: forge.GitLab,
			want: where{
				"https://gitlab.com", "acme/platform/eu/fleet", "fleet", "https://gitlab.com/acme/platform/eu/fleet",
			},
		},
		"https://tools.acme.example/gitlab/acme/fleet": {
			kind: forge.GitLab, api: "https://tools.acme.example/gitlab/api/v4",
			want: where{
				"https://tools.acme.example/gitlab", "acme/fleet", "fleet", "https://tools.acme.example/gitlab/acme/fleet",
			},
		},
		"http://127.0.0.1:3000/acme/fleet.git": {
			kind: forge.Gitea,
			want: where{"http://127.0.0.1:3000/", "acme", "fleet", "http://127.0.0.1:3000/acme/fleet"},
		},
		"http://127.0.0.1:3000/tools/git/acme/fleet.git": {
			kind: forge.Gitea,
			want: where{"http://127.0.0.1:3000/tools/git", "acme", "fleet", "http://127.0.0.1:3000/tools/git/acme/fleet"},
		},
		"ssh://git@git.acme.example:2222/acme/fleet.git": {
			kind: forge.Gitea,
			want: where{"https://git.acme.example/", "acme", "fleet", "https://git.acme.example/acme/fleet"},
		},
		"git@git.acme.example:acme/fleet.git": {
			kind: forge.Gitea, api: "http://127.0.0.1:3000/api/v1/",
			want: where{"http://127.0.0.1:3000", "acme", "fleet", "https://git.acme.example/acme/fleet"},
		},
		"https://acme@dev.azure.com/acme/platform/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{"https://dev.azure.com/acme", "platform", "fleet", "https://dev.azure.com/acme/platform/_git/fleet"},
		},
		"https://dev.azure.com/acme/Our%20Platform/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{
				"https://dev.azure.com/acme", "Our Platform", "fleet", "https://dev.azure.com/acme/Our%20Platform/_git/fleet",
			},
		},
		"https://dev.azure.com/acme/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{"https://dev.azure.com/acme", "fleet", "fleet", "https://dev.azure.com/acme/fleet/_git/fleet"},
		},
		"git@ssh.dev.azure.com:v3/acme/Our%20Platform/fleet": {
			kind: forge.AzureDevOps,
			want: where{
				"https://dev.azure.com/acme", "Our Platform", "fleet", "https://dev.azure.com/acme/Our%20Platform/_git/fleet",
			},
		},
		"https://acme.visualstudio.com/platform/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{
				"https://acme.visualstudio.com/", "platform", "fleet", "https://acme.visualstudio.com/platform/_git/fleet",
			},
		},
		"https://acme.visualstudio.com/DefaultCollection/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{
				"https://acme.visualstudio.com/DefaultCollection", "fleet", "fleet",
				"https://acme.visualstudio.com/DefaultCollection/fleet/_git/fleet",
			},
		},
		"https://tfs.acme.example/tfs/Main/platform/_git/fleet": {
			kind: forge.AzureDevOps,
			want: where{
				"https://tfs.acme.example/tfs/Main", "platform", "fleet", "https://tfs.acme.example/tfs/Main/platform/_git/fleet",
			},
		},
	} {
		var got where
		var err error
		got.API, got.Project, got.Name, got.Web, err = forge.Located(tt.kind, address, tt.api)
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", address, err, diff)
		}
	}
}

func TestAnAddressThatIsNoneIsRefusedWithoutQuotingIt(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		kind    forge.Kind
		address string
	}{
		"no host":             {forge.GitHub, "/home/ada/fleet?s3cret"},
		"unreadable":          {forge.GitHub, "https://x:s3cret@bad host/a/b"},
		"no repository":       {forge.GitHub, "https://x:s3cret@github.com/acme"},
		"too deep":            {forge.GitHub, "https://x:s3cret@github.com/acme/fleet/more"},
		"no group":            {forge.GitLab, "https://x:s3cret@gitlab.com/fleet"},
		"no owner":            {forge.Gitea, "https://x:s3cret@gitea.com/"},
		"no _git":             {forge.AzureDevOps, "https://x:s3cret@dev.azure.com/acme/platform"},
		"nothing after _git":  {forge.AzureDevOps, "https://x:s3cret@dev.azure.com/acme/platform/_git"},
		"nothing before _git": {forge.AzureDevOps, "https://x:s3cret@dev.azure.com/_git/fleet"},
		"an unknown kind":     {forge.Kind("svn"), "https://x:s3cret@svn.example/acme/fleet"},
	} {
		_, err := forge.Open(tt.kind, tt.address, "token", forge.Options{})
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := forge.Open(forge.GitHub, "https://github.com/acme/fleet", " \n", forge.Options{}); err == nil {
		t.Error("a forge was opened without a token")
	}
}

func TestGitUserIsWhatEachForgeWants(t *testing.T) {
	t.Parallel()
	const jwt = "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"
	want := []string{"x-access-token", "oauth2", "git", "git", ""}
	got := []string{
		forge.GitHub.GitUser("t"), forge.GitLab.GitUser("t"), forge.Gitea.GitUser("t"),
		forge.AzureDevOps.GitUser("t"), forge.AzureDevOps.GitUser(jwt),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
}

func TestLengthCountsAsTheStrictestForge(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "abc": 3, "é": 1, "日本": 2, "🚀": 2, "\xff": 1} {
		if got := forge.Length(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
