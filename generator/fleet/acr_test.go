package fleet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRulesOfTheRegistry breaks each rule about the registry once.
func TestRulesOfTheRegistry(t *testing.T) {
	t.Parallel()
	azure := func(text string) []edit { return []edit{{fleetFile, "    contact:", "    " + text + "\n    contact:"}} }
	cache := func(rules string) []edit { return azure("acr: {cache: [" + rules + "]}") }
	const (
		ours    = "{name: docker-hub, source: ghcr.io/acme/*, target: acme/*}"
		secrets = "credentials: {vault: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/a/providers/Microsoft.KeyVault/vaults/kv"
		images  = "existing: {registry: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/a/providers/Microsoft.ContainerRegistry/registries/acmefleet}"
	)
	for name, tt := range map[string]struct {
		edits []edit
		want  []string
	}{
		"ranges of a registry without a public address": {azure("pushRanges: [192.0.2.0/24]"), []string{
			"clusters/fleet.yaml:12:17: a registry that is pushed to from the network alone has no public address that ranges could reach (private-with-ranges)\n\tfix: remove pushRanges, or write pushFrom: internet",
		}},
		"a range that is none": {azure("pushFrom: internet\n    pushRanges: [192.0.2.1]"), []string{
			"clusters/fleet.yaml:13:18: range \"192.0.2.1\" is not usable: an IPv4 network is written like 10.10.0.0/16 (bad-cidr)\n\tfix: write it like 10.10.0.0/16",
		}},
		"a rule's name": {cache("{name: Hub, source: ghcr.io/acme/*, target: acme/*}"), []string{
			"clusters/fleet.yaml:12:26: name \"Hub\" is not usable (bad-azure-name)\n\tfix: write 5 to 50 lower-case letters, digits and dashes, beginning with a letter",
		}},
		"a source without a host": {cache("{name: docker-hub, source: library/nginx, target: nginx}"), []string{
			"clusters/fleet.yaml:12:46: source \"library/nginx\" is not usable (bad-cache-rule)\n\tfix: write host/repository, or host/path/*, such as docker.io/library/*",
		}},
		"a target that is none": {cache("{name: docker-hub, source: ghcr.io/acme/*, target: Acme/*}"), []string{
			"clusters/fleet.yaml:12:70: target \"Acme/*\" is not usable (bad-cache-rule)\n\tfix: write a repository, or path/*, such as docker-hub/*",
		}},
		"many into one": {cache("{name: docker-hub, source: ghcr.io/acme/*, target: acme}"), []string{
			"clusters/fleet.yaml:12:70: one of source and target ends in *, and the other does not (bad-cache-rule)\n\tsee: clusters/fleet.yaml:12:46\n\tfix: end both in /*, or none",
		}},
		"a rule over the platform's": {cache("{name: every-image, source: mcr.microsoft.com/*, target: '*'}"), []string{
			"clusters/fleet.yaml:12:19: the rule overlaps rule \"alb-controller\", which keeps \"application-lb/*\" (cache-overlap)\n\tfix: choose another name and target",
			"clusters/fleet.yaml:12:19: the rule overlaps rule \"cert-manager\", which keeps \"jetstack/*\" (cache-overlap)\n\tfix: choose another name and target",
		}},
		"two rules of one name": {cache(ours + ", {name: docker-hub, source: ghcr.io/b/*, target: b/*}"), []string{
			"clusters/fleet.yaml:12:79: the rule overlaps rule \"docker-hub\", which keeps \"acme/*\" (cache-overlap)\n\tsee: clusters/fleet.yaml:12:19\n\tfix: choose another name and target",
		}},
		"Docker Hub without signing in": {cache("{name: docker-hub, source: docker.io/library/*, target: docker-hub/*}"), []string{
			"clusters/fleet.yaml:12:46: Docker Hub limits those who pull without signing in (cache-without-credentials)\n\tfix: add \"credentials:\" with a key vault and two of its secrets",
		}},
		"one secret for both": {cache("{name: docker-hub, source: docker.io/library/*, target: docker-hub/*, " + secrets + ", username: hub, password: Hub}}"), []string{
			"clusters/fleet.yaml:12:244: username and password are one secret (bad-cache-rule)\n\tsee: clusters/fleet.yaml:12:229\n\tfix: name two secrets",
		}},
		"a task that the registry refuses": {task("budget: 9", ""), []string{
			"clusters/fleet.yaml:13:27: a registry that not everybody reaches refuses its own tasks, too (tasks-refused)\n\tfix: write run: bypass, or run: pool with a subnet",
		}},
		"a task that ranges keep out": {task("pushFrom: internet\n    pushRanges: [192.0.2.0/24]", ""), []string{
			"clusters/fleet.yaml:14:27: a registry that not everybody reaches refuses its own tasks, too (tasks-refused)\n\tfix: write run: bypass, or run: pool with a subnet",
		}},
		"a pool that stands nowhere": {azure("acr: {tasks: {run: pool}}"), []string{
			"clusters/fleet.yaml:12:24: \"subnet\" is missing: the pool of agents has to stand somewhere (missing-field)\n\tfix: add \"subnet:\" with a subnet's resource id",
		}},
		"a subnet without a pool": {azure("acr: {tasks: {subnet: " + hub + "/subnets/agents}}"), []string{
			"clusters/fleet.yaml:12:27: \"run: pool\" is missing, and subnet is about it (missing-field)\n\tfix: add run: pool, or remove subnet",
		}},
		"a region without pools": {azure("acr: {tasks: {run: pool, subnet: " + hub + "/subnets/agents}}"), []string{
			"clusters/fleet.yaml:12:24: the registry's region \"swedencentral\" is not known to offer pools of agents (region-without-agents)\n\tsee: clusters/fleet.yaml:9:15\n\tfix: write run: bypass, or add the region to azure.newRegions if it offers them by now",
		}},
		"leave that is not ours to give": {azure("acr: {tasks: {run: bypass}}\n    " + images), []string{
			"clusters/fleet.yaml:12:24: the network rules of a registry that exists already are set by its owners (not-ours)\n\tsee: clusters/fleet.yaml:13:26\n\tfix: remove run, and have its owners let tasks pass",
		}},
		"two tasks of one name": {task("pushFrom: internet", "}, {name: base-go, context: https://github.com/acme/b, image: b:stable"), []string{
			"clusters/fleet.yaml:13:116: two tasks are called \"base-go\" (name-twice)\n\tsee: clusters/fleet.yaml:13:35\n\tfix: give each a name of its own",
		}},
		"a context with a password": {task("pushFrom: internet", "}, {name: other, context: 'https://me:secret@github.com/acme/b', image: b:stable"), []string{
			"clusters/fleet.yaml:13:132: context \"https://me:secret@github.com/acme/b\" is not usable (bad-url)\n\tfix: write a Git repository's https address; #branch:folder may follow",
		}},
		"an image without a tag": {task("pushFrom: internet", "}, {name: other, context: https://github.com/acme/b, image: b"), []string{
			"clusters/fleet.yaml:13:166: image \"b\" is not usable (bad-image)\n\tfix: write repository:tag, without a registry",
		}},
		"a Dockerfile above its context": {task("pushFrom: internet", ", dockerfile: /etc/passwd"), []string{
			"clusters/fleet.yaml:13:120: Dockerfile \"/etc/passwd\" is not usable (bad-source)\n\tfix: write a file's path below the context, such as base/Dockerfile",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found := build(t, repoWith(t, tt.edits...))
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
