package standin

import (
	"context"
	"errors"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

// Controller is the name by which a GatewayClass says that it is ALB's.
const Controller gatewayv1.GatewayController = "alb.networking.azure.io/alb-controller"

// view is all that the answers about gateways and routes depend on, as it is at one moment.
type view struct {
	classes    []gatewayv1.GatewayClass
	gateways   []gatewayv1.Gateway
	routes     []gatewayv1.HTTPRoute
	namespaces map[string]map[string]string // labels by name
	services   map[string][]int32           // ports by namespace/name
	secrets    map[string]bool              // kubernetes.io/tls, by namespace/name
}

func (l *Loop) answerGateways(ctx context.Context) error {
	if there, err := l.available(ctx, "alb-controller"); err != nil || !there {
		return err
	}
	v, err := l.look(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for i := range v.classes {
		errs = append(errs, l.answerClass(ctx, &v.classes[i]))
	}
	for i := range v.gateways {
		if v.ours(&v.gateways[i]) {
			errs = append(errs, l.answerGateway(ctx, v, &v.gateways[i]))
		}
	}
	for i := range v.routes {
		errs = append(errs, l.answerRoute(ctx, v, &v.routes[i]))
	}
	return errors.Join(errs...)
}

func (l *Loop) look(ctx context.Context) (*view, error) {
	var (
		classes    gatewayv1.GatewayClassList
		gateways   gatewayv1.GatewayList
		routes     gatewayv1.HTTPRouteList
		namespaces corev1.NamespaceList
		services   corev1.ServiceList
		secrets    corev1.SecretList
	)
	for _, list := range []client.ObjectList{&classes, &gateways, &routes, &namespaces, &services} {
		if err := l.client.List(ctx, list); err != nil {
			return nil, fmt.Errorf("list %T: %w", list, err)
		}
	}
	if err := l.client.List(ctx, &secrets, client.MatchingFields{"type": string(corev1.SecretTypeTLS)}); err != nil {
		return nil, fmt.Errorf("list TLS Secrets: %w", err)
	}
	v := &view{
		classes: classes.Items, gateways: gateways.Items, routes: routes.Items,
		namespaces: map[string]map[string]string{}, services: map[string][]int32{}, secrets: map[string]bool{},
	}
	for _, n := range namespaces.Items {
		v.namespaces[n.Name] = n.Labels
	}
	for _, s := range services.Items {
		for _, port := range s.Spec.Ports {
			v.services[s.Namespace+"/"+s.Name] = append(v.services[s.Namespace+"/"+s.Name], port.Port)
		}
	}
	for _, s := range secrets.Items {
		v.secrets[s.Namespace+"/"+s.Name] = true
	}
	return v, nil
}

// ours says that the gateway's class belongs to ALB.
func (v *view) ours(gateway *gatewayv1.Gateway) bool {
	return slices.ContainsFunc(v.classes, func(class gatewayv1.GatewayClass) bool {
		return class.Name == string(gateway.Spec.GatewayClassName) && class.Spec.ControllerName == Controller
	})
}

func (l *Loop) answerClass(ctx context.Context, class *gatewayv1.GatewayClass) error {
	if class.Spec.ControllerName != Controller {
		return nil
	}
	before := class.Status.DeepCopy()
	meta.SetStatusCondition(&class.Status.Conditions, verdict("Accepted", class.Generation, ""))
	if equality.Semantic.DeepEqual(before, &class.Status) {
		return nil
	}
	if err := l.client.Status().Update(ctx, class); err != nil {
		return fmt.Errorf("answer GatewayClass %s: %w", class.Name, err)
	}
	return nil
}

func (l *Loop) answerGateway(ctx context.Context, v *view, gateway *gatewayv1.Gateway) error {
	before := gateway.Status.DeepCopy()
	v.judgeGateway(gateway)
	if equality.Semantic.DeepEqual(before, &gateway.Status) {
		return nil
	}
	if err := l.client.Status().Update(ctx, gateway); err != nil {
		return fmt.Errorf("answer Gateway %s/%s: %w", gateway.Namespace, gateway.Name, err)
	}
	return nil
}

// judgeGateway sets the gateway's status. A listener whose certificate is missing does not stop the others.
func (v *view) judgeGateway(gateway *gatewayv1.Gateway) {
	status := &gateway.Status
	hostname := gatewayv1.HostnameAddressType
	status.Addresses = []gatewayv1.GatewayStatusAddress{{
		Type: &hostname, Value: gateway.Name + "." + gateway.Namespace + ".alb.lab.invalid",
	}}
	meta.SetStatusCondition(&status.Conditions, verdict("Accepted", gateway.Generation, ""))
	meta.SetStatusCondition(&status.Conditions, verdict("Programmed", gateway.Generation, ""))
	old := status.Listeners
	status.Listeners = nil
	for _, listener := range gateway.Spec.Listeners {
		answer := gatewayv1.ListenerStatus{Name: listener.Name, SupportedKinds: kinds(listener)}
		for _, earlier := range old {
			if earlier.Name == listener.Name { // keeps the times of what has not changed
				answer.Conditions = earlier.Conditions
			}
		}
		missing := v.missingCertificate(gateway, listener)
		meta.SetStatusCondition(&answer.Conditions, verdict("Accepted", gateway.Generation, ""))
		meta.SetStatusCondition(&answer.Conditions, verdict("ResolvedRefs", gateway.Generation, missing))
		meta.SetStatusCondition(&answer.Conditions, verdict("Programmed", gateway.Generation, missing))
		for i := range v.routes {
			answer.AttachedRoutes += v.attached(gateway, listener, &v.routes[i])
		}
		status.Listeners = append(status.Listeners, answer)
	}
}

// kinds are the kinds of routes that a listener takes.
func kinds(listener gatewayv1.Listener) []gatewayv1.RouteGroupKind {
	if listener.AllowedRoutes != nil && len(listener.AllowedRoutes.Kinds) > 0 {
		return listener.AllowedRoutes.Kinds
	}
	group := gatewayv1.Group(gatewayv1.GroupName)
	return []gatewayv1.RouteGroupKind{{Group: &group, Kind: "HTTPRoute"}}
}

// missingCertificate says which Secret of a listener does not exist; empty when none is missing.
func (v *view) missingCertificate(gateway *gatewayv1.Gateway, listener gatewayv1.Listener) string {
	if listener.TLS == nil {
		return ""
	}
	for _, ref := range listener.TLS.CertificateRefs {
		namespace := gateway.Namespace
		if ref.Namespace != nil {
			namespace = string(*ref.Namespace)
		}
		if secret := namespace + "/" + string(ref.Name); !v.secrets[secret] {
			return "there is no TLS Secret " + secret
		}
	}
	return ""
}

// verdict is a condition: True, or False with the reason why not.
func verdict(kind string, generation int64, whyNot string) metav1.Condition {
	if whyNot == "" {
		return metav1.Condition{
			Type: kind, Status: metav1.ConditionTrue, Reason: kind, ObservedGeneration: generation,
			Message: "answered by the lab",
		}
	}
	return metav1.Condition{
		Type: kind, Status: metav1.ConditionFalse, Reason: "Invalid", ObservedGeneration: generation, Message: whyNot,
	}
}
