package forge

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// errAddress does not quote the address, which may hold a token.
var errAddress = errors.New("the repository's address cannot be read")

// location is where a repository and the API that knows it are.
type location struct {
	api     *url.URL // GitHub and Gitea end in a slash, as their clients want it
	project string   // Azure DevOps: the project; GitLab: group/subgroup/name; else the owner
	name    string
	web     string // the repository for people; Azure DevOps does not always tell it
}

func (l location) String() string { return l.web }

// locate finds the API from the address that people clone.
func locate(kind Kind, repositoryURL, apiURL string) (location, error) {
	repository, err := parse(repositoryURL)
	if err != nil {
		return location{}, err
	}
	var api *url.URL
	if apiURL != "" {
		if api, err = parse(apiURL); err != nil || !isHTTP(api.Scheme) {
			return location{}, errors.New("the API's address is not one of https or http")
		}
		api.Path = strings.TrimRight(api.Path, "/")
	}
	path := strings.Split(strings.Trim(strings.TrimSuffix(repository.Path, ".git"), "/"), "/")
	home := homeOf(repository)
	switch kind {
	case GitHub:
		return locateGitHub(home, path, api)
	case GitLab:
		return locateGitLab(home, path, api)
	case Gitea:
		return locateGitea(home, path, api)
	case AzureDevOps:
		return locateAzure(home, path, api)
	default:
		return location{}, fmt.Errorf("forge %q is none of github, gitlab, gitea, azureDevOps", kind)
	}
}

func isHTTP(scheme string) bool { return scheme == "https" || scheme == "http" }

// homeOf is the web address of the host: that of an address over ssh is the same
// host without ssh's port.
func homeOf(repository *url.URL) *url.URL {
	home := &url.URL{Scheme: repository.Scheme, Host: strings.ToLower(repository.Host)}
	if isHTTP(home.Scheme) {
		return home
	}
	home.Scheme, home.Host = "https", strings.ToLower(repository.Hostname())
	switch home.Host { // the names under which ssh passes firewalls
	case "ssh.github.com":
		home.Host = "github.com"
	case "altssh.gitlab.com":
		home.Host = "gitlab.com"
	}
	return home
}

// at returns a place below another one.
func at(base *url.URL, path ...string) *url.URL {
	u := *base
	u.Path = strings.TrimRight(u.Path, "/") + "/" + strings.Join(path, "/")
	return &u
}

// locateGitHub: the API of github.com has its own host, data residency (ghe.com)
// a host beside each, and a server of one's own a path.
// https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api
func locateGitHub(home *url.URL, path []string, api *url.URL) (location, error) {
	if len(path) != 2 {
		return location{}, fmt.Errorf("%s: a repository there is /owner/name", at(home, path...))
	}
	switch {
	case api != nil:
		api = at(api, "")
	case home.Host == "github.com":
		api = &url.URL{Scheme: "https", Host: "api.github.com", Path: "/"}
	case strings.HasSuffix(home.Host, ".ghe.com"):
		api = &url.URL{Scheme: "https", Host: "api." + home.Host, Path: "/"}
	default:
		api = at(home, "api", "v3", "")
	}
	return location{api: api, project: path[0], name: path[1], web: at(home, path...).String()}, nil
}

// locateGitLab: groups nest, so that only the API's address tells a prefix from a
// group. https://docs.gitlab.com/api/rest/
func locateGitLab(home *url.URL, path []string, api *url.URL) (location, error) {
	web := at(home, path...).String()
	if api == nil {
		api = home
	} else {
		api.Path = strings.TrimSuffix(api.Path, "/api/v4")
		prefix := strings.Trim(api.Path, "/") + "/"
		path = strings.Split(strings.TrimPrefix(strings.Join(path, "/"), prefix), "/")
	}
	if len(path) < 2 {
		return location{}, fmt.Errorf("%s: a repository there is /group/name", web)
	}
	full := strings.Join(path, "/")
	return location{api: api, project: full, name: path[len(path)-1], web: web}, nil
}

// locateGitea: an address is /owner/name, and before it the path that a proxy
// serves Gitea under. https://docs.gitea.com/development/api-usage
func locateGitea(home *url.URL, path []string, api *url.URL) (location, error) {
	web := at(home, path...).String()
	if len(path) < 2 {
		return location{}, fmt.Errorf("%s: a repository there is /owner/name", web)
	}
	prefix, owner, name := path[:len(path)-2], path[len(path)-2], path[len(path)-1]
	if api == nil {
		api = at(home, prefix...)
	} else {
		api.Path = strings.TrimSuffix(api.Path, "/api/v1")
	}
	return location{api: api, project: owner, name: name, web: web}, nil
}

// locateAzure: the API's base is the organization or, on a server of one's own,
// the collection. A repository with its project's name may leave the project out.
// https://learn.microsoft.com/en-us/rest/api/azure/devops/git/
func locateAzure(home *url.URL, path []string, api *url.URL) (location, error) {
	collection, project, name := azurePath(home, path)
	if name == "" {
		return location{}, fmt.Errorf("%s: a repository there is /organization/project/_git/name", at(home, path...))
	}
	if api == nil {
		api = at(home, collection...)
	}
	web := at(home, append(append([]string{}, collection...), project, "_git", name)...)
	return location{api: api, project: project, name: name, web: web.String()}, nil
}

// azurePath reads the forms of an address, and turns those of ssh into that of
// https. The name is empty when it has none of these forms.
func azurePath(home *url.URL, path []string) (collection []string, project, name string) {
	if strings.HasSuffix(home.Host, "ssh.dev.azure.com") || strings.HasSuffix(home.Host, "ssh.visualstudio.com") {
		if len(path) != 4 || path[0] != "v3" {
			return nil, "", ""
		}
		home.Host = "dev.azure.com"
		return path[1:2], path[2], path[3]
	}
	i := slices.Index(path, "_git")
	organization := 1 // how many segments come before the project
	if strings.HasSuffix(home.Host, ".visualstudio.com") && !strings.EqualFold(path[0], "DefaultCollection") {
		organization = 0 // it is in the host's name
	}
	if i < organization || i+1 >= len(path) {
		return nil, "", ""
	}
	name = path[len(path)-1]
	if i == organization {
		return path[:i], name, name
	}
	return path[:i-1], path[i-1], name
}
