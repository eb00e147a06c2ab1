package forge

import (
	"net/url"
	"strings"
)

// Kind is which software a forge runs, as the fleet file writes it.
type Kind string

// The forges that pull requests can be opened on.
const (
	GitHub      Kind = "github"
	GitLab      Kind = "gitlab"
	Gitea       Kind = "gitea" // and Forgejo, which kept its API
	AzureDevOps Kind = "azureDevOps"
)

// GitUser is the user name that goes with a token when Git talks to such a forge
// over HTTP. Empty means that the token goes alone, as a bearer token.
//
// GitHub and GitLab each want a name of their own; Gitea takes any, and so does
// Azure DevOps for a personal access token, but not for one of Microsoft Entra ID
// or of a pipeline.
func (k Kind) GitUser(token string) string {
	switch {
	case k == GitHub:
		return "x-access-token"
	case k == GitLab:
		return "oauth2"
	case k == AzureDevOps && isJWT(token):
		return ""
	default:
		return "git"
	}
}

// isJWT tells the tokens of Entra ID and of pipelines, which are signed JSON,
// from personal access tokens, which are not (RFC 7519).
func isJWT(token string) bool {
	return strings.HasPrefix(token, "eyJ") && strings.Count(token, ".") == 2
}

// parse reads an address, also the short form of ssh: git@host:path.
func parse(address string) (*url.URL, error) {
	if before, path, short := strings.Cut(address, ":"); short &&
		!strings.HasPrefix(path, "//") && !strings.Contains(before, "/") {
		path, err := url.PathUnescape(path)
		if err != nil {
			return nil, errAddress
		}
		return &url.URL{Scheme: "ssh", Host: before[strings.LastIndex(before, "@")+1:], Path: "/" + path}, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, errAddress
	}
	u.User = nil
	return u, nil
}
