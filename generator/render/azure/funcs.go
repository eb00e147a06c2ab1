package azure

import (
	"fmt"
	"reflect"
	"strings"
	"text/template"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/plan/azure"
	"github.com/tenantry/tenantry/generator/render"
)

// Parameter is one entry of a parameter file; the value is JSON.
type Parameter struct {
	Name, Value string
}

// funcs are what a template of Bicep calls beside what every template may.
func funcs() template.FuncMap {
	return template.FuncMap{"api": api, "aks": aks, "deployment": deployment, "group": group, "strings": stringList}
}

// aks prints the resource type of a cluster, with the version that knows what it has.
func aks(c fleet.Cluster) (string, error) {
	const typ = "Microsoft.ContainerService/managedClusters"
	if c.AGC.AddOn {
		return "'" + typ + "@" + albAddOn + "'", nil
	}
	return api(typ)
}

// api prints a resource type with its API version.
func api(typ string) (string, error) {
	v, known := versions()[typ]
	if !known {
		return "", fmt.Errorf("no API version is chosen for %s", typ)
	}
	return "'" + typ + "@" + v + "'", nil
}

// deployment prints the name of a nested deployment.
func deployment(parts ...any) string {
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = fmt.Sprint(p)
	}
	return render.BicepString(azure.Deployment(texts...))
}

// group prints the scope of a module, or of what exists, in a resource group.
func group(p azure.Place) string {
	if p.Subscription != "" {
		return "resourceGroup(" + render.BicepString(p.Subscription) + ", " + render.BicepString(p.Group) + ")"
	}
	return "resourceGroup(" + render.BicepString(p.Group) + ")"
}

// stringList prints a list of strings, or of a type that is one, on one line.
func stringList(list any) (string, error) {
	values := reflect.ValueOf(list)
	if values.Kind() != reflect.Slice {
		return "", fmt.Errorf("%T is no list", list)
	}
	texts := make([]string, values.Len())
	for i := range texts {
		texts[i] = render.BicepString(values.Index(i).Interface())
	}
	return "[" + strings.Join(texts, ", ") + "]", nil
}
