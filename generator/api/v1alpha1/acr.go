package v1alpha1

// ACR is how the fleet's container registry works. Of a registry that exists already the first two are its owners' to set,
// and say what they have set.
type ACR struct {
	// What roles hold for: the whole registry, or repositories that conditions may name. With repository, AcrPull counts for
	// nothing, and Container Registry Repository Reader is given in its place.
	Permissions string `json:"permissions,omitempty" jsonschema:"enum=registry,enum=repository,default=registry"`
	// For how many days manifests are kept that no tag names any more.
	UntaggedDays int `json:"untaggedDays,omitempty" jsonschema:"minimum=1,maximum=365,default=30"`
	// Other registries' repositories that are fetched once and kept, beside those of the platform's charts.
	Cache []CacheRule `json:"cache,omitempty" jsonschema:"minItems=1,maxItems=100"`
	// Images that are built anew when the image that they begin with changes.
	Tasks Tasks `json:"tasks,omitzero"`
}

// CacheRule lets the registry fetch and keep what another one has.
type CacheRule struct {
	// Name of the rule, 5 to 50 lower-case letters, digits and dashes.
	Name string `json:"name" jsonschema:"required"`
	// Repositories that are fetched, such as docker.io/library/*.
	Source string `json:"source" jsonschema:"required"`
	// Repositories that they are kept in, such as docker-hub/*. They must not exist yet.
	Target string `json:"target" jsonschema:"required"`
	// How the registry signs in at the source. Needed for Docker Hub, which limits those who do not.
	Credentials CacheCredentials `json:"credentials,omitzero"`
}

// CacheCredentials are two secrets of a key vault. The registry is made a reader of both.
type CacheCredentials struct {
	// Key vault, by resource id. It must let the registry in.
	Vault string `json:"vault" jsonschema:"required"`
	// Secret that holds the user's name.
	Username string `json:"username" jsonschema:"required"`
	// Secret that holds the password or token.
	Password string `json:"password" jsonschema:"required"`
}

// Tasks are images that the registry builds by itself.
type Tasks struct {
	// Where tasks run: on Azure's machines, which a registry refuses unless everybody reaches it; on these, with leave to
	// pass the registry's network rules; or on a pool of agents in a subnet, which is a preview.
	Run string `json:"run,omitempty" jsonschema:"enum=azure,enum=bypass,enum=pool,default=azure"`
	// Subnet of the pool, by resource id: in the registry's region, and with a private endpoint of the registry in reach.
	Subnet string `json:"subnet,omitempty"`
	// The images.
	Builds []Build `json:"builds,omitempty" jsonschema:"minItems=1,maxItems=50"`
}

// Build is one image that is built from a Dockerfile.
type Build struct {
	// Name of the task, 5 to 50 lower-case letters, digits and dashes.
	Name string `json:"name" jsonschema:"required"`
	// Git repository over https; #branch:folder may follow.
	Context string `json:"context" jsonschema:"required"`
	// Dockerfile, relative to that folder.
	Dockerfile string `json:"dockerfile,omitempty" jsonschema:"default=Dockerfile"`
	// Repository in the registry, and the tag that is moved to each new image.
	Image string `json:"image" jsonschema:"required"`
	// Whether the Git repository wants a token, which is a parameter of the deployment and the same for all.
	Private string `json:"private,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
}
