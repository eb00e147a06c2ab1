package forge

// Located tells where the API of a repository is thought to be, without talking
// to it.
func Located(kind Kind, repositoryURL, apiURL string) (api, project, name, web string, err error) {
	at, err := locate(kind, repositoryURL, apiURL)
	if err != nil {
		return "", "", "", "", err
	}
	return at.api.String(), at.project, at.name, at.web, nil
}
