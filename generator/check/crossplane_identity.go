package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan"
)

// account is an account of Kubernetes that signs in to Azure.
type account struct {
	identity string  // its id
	object   *object // that says so; nil where Azure's extension does
	path     string  // in the object
	at       diag.Pos
	any      bool // its identity is written by who installs Flux
	known    bool // has its credential, or a finding
}

const (
	clientIDAnnotation = "azure.workload.identity/client-id"
	identityType       = "Microsoft.ManagedIdentity/userAssignedIdentities"
	credentialType     = identityType + "/federatedIdentityCredentials"
)

func subject(namespace, name string) string { return "system:serviceaccount:" + namespace + ":" + name }

// readAccounts collects the accounts that pods sign in to Azure with: those that
// are rendered, those that the charts make of their values, and Flux's own.
func (p *planes) readAccounts() {
	p.each(func(o *object) {
		switch id := text(o.value, "metadata", "annotations", clientIDAnnotation); {
		case id != "":
			p.account(subject(o.Namespace, o.Name), id, o, step("metadata.annotations", clientIDAnnotation))
		case o.unit.bootstrap:
			p.accounts[subject(o.Namespace, o.Name)] = account{any: true, object: o}
		}
	}, "ServiceAccount")
	p.each(func(o *object) {
		spec := child(o.value, "spec")
		release := or(text(spec, "releaseName"), o.Name)
		for i, ref := range list(spec, "valuesFrom") {
			name := ""
			switch target := text(ref, "targetPath"); {
			case target == "albController.podIdentity.clientID":
				// https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-helm-chart
				name = "alb-controller-sa"
			case strings.HasPrefix(target, "serviceAccount.annotations.") && strings.HasSuffix(target, "client-id"):
				name = or(text(spec, "values", "serviceAccount", "name"), release)
			}
			if name != "" {
				p.account(subject(text(spec, "targetNamespace"), name), "${"+text(ref, "valuesKey")+"}", o, item("spec.valuesFrom", i))
			}
		}
	}, "HelmRelease")
	for _, m := range p.azure.of(p.cluster, "Microsoft.KubernetesConfiguration/extensions") {
		settings := child(m.Body, "properties", "configurationSettings")
		id, ok := child(settings, "workloadIdentity.azureClientId").(arm.Runtime)
		if ok && text(m.Body, "properties", "extensionType") == "microsoft.flux" {
			s := subject(text(m.Body, "properties", "scope", "cluster", "releaseNamespace"), "source-controller")
			p.accounts[s] = account{identity: id.ID, at: p.place(m.stack, m.Path...)}
		}
	}
}

// account takes down one account by the variable that its client id comes in.
func (p *planes) account(subject, clientID string, o *object, at string) {
	p.accounts[subject] = account{identity: p.identityOf(clientID), object: o, path: at}
}

// identityOf follows a variable to the identity whose client id it is; "" where
// something else was said about it.
func (p *planes) identityOf(clientID string) string {
	return p.identities[strings.TrimSuffix(strings.TrimPrefix(clientID, "${"), "}")]
}

// maxCredentials is how many credentials an identity takes:
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
const maxCredentials = 20

// checkCredentials wants each federated credential to name an account that is
// annotated with the same identity, and each such account to have its credential.
// Without the one the other is refused by Entra, in a pod that looks healthy.
func (p *planes) checkCredentials() {
	count := map[string]int{}
	for _, m := range p.azure.of(p.cluster, credentialType) {
		identity := parentOf(m.ID)
		if count[identity]++; count[identity] == maxCredentials+1 {
			p.addAzure(m, credentialMismatch,
				fmt.Sprintf("it is credential %d of its identity, which takes %d", maxCredentials+1, maxCredentials),
				"use an identity of its own")
		}
		p.checkCredential(m, identity)
	}
	for _, s := range slices.Sorted(maps.Keys(p.accounts)) {
		a := p.accounts[s]
		if a.any || a.known || a.identity == "" || p.judged[strings.ToLower(a.identity)] {
			continue
		}
		fact := fmt.Sprintf("no federated credential lets %s sign in as %s", s, called(a.identity))
		const fix = "give the identity a credential with this subject"
		if a.object == nil {
			p.report.addAt(a.at, credentialMismatch, fact, fix)
			continue
		}
		p.report.add(fault{at: a.object, path: a.path, code: credentialMismatch, fact: fact, fix: fix})
	}
}

func (p *planes) checkCredential(m *made, identity string) {
	wrong := func(fact, fix string, seen ...diag.Pos) {
		p.judged[strings.ToLower(identity)] = true
		p.addAzure(m, credentialMismatch, fact, fix, seen...)
	}
	s := text(m.Body, "properties", "subject")
	if p.judged[strings.ToLower(identity)] || p.faulty[serviceAccountNamespace(s)] {
		return
	}
	issuer, _ := child(m.Body, "properties", "issuer").(arm.Runtime)
	if owner := p.azure.get(issuer.ID); owner == nil || owner.Type != "Microsoft.ContainerService/managedClusters" ||
		owner.stack.cluster != p.cluster {
		wrong("its issuer is not read from the cluster",
			"write the cluster's oidcIssuerProfile.issuerURL: a rebuilt cluster has another one")
	}
	a, ok := p.accounts[s]
	switch {
	case !ok:
		fix := "name an account that is rendered"
		if near := diag.Nearest(s, slices.Sorted(maps.Keys(p.accounts))); near != "" {
			fix = fmt.Sprintf("write %q", near)
		}
		wrong(fmt.Sprintf("no account %q signs in to Azure on the cluster", s), fix)
	case !a.any && a.identity != "" && !strings.EqualFold(a.identity, identity):
		wrong(fmt.Sprintf("account %q is annotated with the client id of %s", s, called(a.identity)),
			"give the account the client id of this identity, or the credential to that one")
	}
	a.known = true
	p.accounts[s] = a
}

// fluxIdentity is what Flux's source-controller signs in as, "" where that is not rendered.
func (p *planes) fluxIdentity() string {
	return p.accounts[subject(plan.FluxNamespace, "source-controller")].identity
}
