package standin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

func (l *Loop) answerRoute(ctx context.Context, v *view, route *gatewayv1.HTTPRoute) error {
	before := route.Status.DeepCopy()
	v.judgeRoute(route)
	if equality.Semantic.DeepEqual(before, &route.Status) {
		return nil
	}
	if err := l.client.Status().Update(ctx, route); err != nil {
		return fmt.Errorf("answer HTTPRoute %s/%s: %w", route.Namespace, route.Name, err)
	}
	return nil
}

// judgeRoute sets what each parent of a route says about it. Parents that are not ALB's say nothing.
func (v *view) judgeRoute(route *gatewayv1.HTTPRoute) {
	old := route.Status.Parents
	route.Status.Parents = nil
	for _, ref := range route.Spec.ParentRefs {
		gateway := v.parent(route, ref)
		if gateway == nil || !v.ours(gateway) {
			continue
		}
		answer := gatewayv1.RouteParentStatus{ParentRef: ref, ControllerName: Controller}
		for _, earlier := range old {
			if equality.Semantic.DeepEqual(earlier.ParentRef, ref) {
				answer.Conditions = earlier.Conditions
			}
		}
		meta.SetStatusCondition(&answer.Conditions, verdict("Accepted", route.Generation, v.refusal(gateway, ref, route)))
		meta.SetStatusCondition(&answer.Conditions, verdict("ResolvedRefs", route.Generation, v.missingBackend(route)))
		route.Status.Parents = append(route.Status.Parents, answer)
	}
}

// parent is the gateway that a route points to, or nil.
func (v *view) parent(route *gatewayv1.HTTPRoute, ref gatewayv1.ParentReference) *gatewayv1.Gateway {
	namespace := route.Namespace
	if ref.Namespace != nil {
		namespace = string(*ref.Namespace)
	}
	for i := range v.gateways {
		if v.gateways[i].Namespace == namespace && v.gateways[i].Name == string(ref.Name) {
			return &v.gateways[i]
		}
	}
	return nil
}

// refusal says why none of the gateway's listeners takes a route; empty when one does.
func (v *view) refusal(gateway *gatewayv1.Gateway, ref gatewayv1.ParentReference, route *gatewayv1.HTTPRoute) string {
	why := "the gateway has no such listener"
	for _, listener := range gateway.Spec.Listeners {
		if ref.SectionName != nil && *ref.SectionName != listener.Name {
			continue
		}
		if ref.Port != nil && *ref.Port != listener.Port {
			continue
		}
		if why = v.closed(gateway, listener, route); why == "" {
			return ""
		}
	}
	return why
}

// closed says why one listener does not take a route; empty when it does.
func (v *view) closed(gateway *gatewayv1.Gateway, listener gatewayv1.Listener, route *gatewayv1.HTTPRoute) string {
	if !slices.ContainsFunc(kinds(listener), func(k gatewayv1.RouteGroupKind) bool { return k.Kind == "HTTPRoute" }) {
		return fmt.Sprintf("listener %s takes no HTTPRoute", listener.Name)
	}
	if !v.admitsNamespace(gateway, listener, route.Namespace) {
		return fmt.Sprintf("listener %s takes no routes of namespace %s", listener.Name, route.Namespace)
	}
	if !sharesHostname(listener, route.Spec.Hostnames) {
		return fmt.Sprintf("listener %s has none of the route's hostnames", listener.Name)
	}
	return ""
}

func (v *view) admitsNamespace(gateway *gatewayv1.Gateway, listener gatewayv1.Listener, namespace string) bool {
	from := gatewayv1.NamespacesFromSame
	var selector *metav1.LabelSelector
	if allowed := listener.AllowedRoutes; allowed != nil && allowed.Namespaces != nil {
		selector = allowed.Namespaces.Selector
		if allowed.Namespaces.From != nil {
			from = *allowed.Namespaces.From
		}
	}
	switch from {
	case gatewayv1.NamespacesFromAll:
		return true
	case gatewayv1.NamespacesFromSelector:
		parsed, err := metav1.LabelSelectorAsSelector(selector)
		return err == nil && parsed.Matches(labels.Set(v.namespaces[namespace]))
	default:
		return gateway.Namespace == namespace
	}
}

// sharesHostname follows Gateway API: without hostnames on either side everything matches, and a wildcard stands for
// one or more labels.
func sharesHostname(listener gatewayv1.Listener, hostnames []gatewayv1.Hostname) bool {
	if listener.Hostname == nil || *listener.Hostname == "" || len(hostnames) == 0 {
		return true
	}
	return slices.ContainsFunc(hostnames, func(hostname gatewayv1.Hostname) bool {
		return covers(string(*listener.Hostname), string(hostname)) ||
			covers(string(hostname), string(*listener.Hostname))
	})
}

func covers(pattern, hostname string) bool {
	suffix, wildcard := strings.CutPrefix(pattern, "*")
	return pattern == hostname || wildcard && strings.HasSuffix(hostname, suffix) && hostname != suffix
}

// missingBackend says which Service of a route does not exist; empty when none is missing.
func (v *view) missingBackend(route *gatewayv1.HTTPRoute) string {
	for _, rule := range route.Spec.Rules {
		for _, ref := range rule.BackendRefs {
			if ref.Namespace != nil && string(*ref.Namespace) != route.Namespace {
				return fmt.Sprintf("Service %s/%s is in another namespace", *ref.Namespace, ref.Name)
			}
			ports, there := v.services[route.Namespace+"/"+string(ref.Name)]
			if !there {
				return fmt.Sprintf("there is no Service %s/%s", route.Namespace, ref.Name)
			}
			if ref.Port != nil && !slices.Contains(ports, *ref.Port) {
				return fmt.Sprintf("Service %s/%s has no port %d", route.Namespace, ref.Name, *ref.Port)
			}
		}
	}
	return ""
}

// attached is 1 for a route that a listener takes, else 0.
func (v *view) attached(gateway *gatewayv1.Gateway, listener gatewayv1.Listener, route *gatewayv1.HTTPRoute) int32 {
	for _, ref := range route.Spec.ParentRefs {
		if parent := v.parent(route, ref); parent == nil || parent.UID != gateway.UID {
			continue
		}
		if ref.SectionName != nil && *ref.SectionName != listener.Name {
			continue
		}
		if v.closed(gateway, listener, route) == "" {
			return 1
		}
	}
	return 0
}
