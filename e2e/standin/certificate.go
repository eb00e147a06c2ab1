package standin

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// answerCertificates makes every issuer Ready, and every Certificate whose issuer exists and that nobody refused.
func (l *Loop) answerCertificates(ctx context.Context) error {
	if there, err := l.available(ctx, "cert-manager"); err != nil || !there {
		return err
	}
	issuers := map[string]bool{}
	var errs []error
	for _, kind := range []string{"Issuer", "ClusterIssuer"} {
		list, err := l.list(ctx, kind)
		if err != nil {
			return err
		}
		for i := range list.Items {
			issuer := &list.Items[i]
			issuers[kind+" "+issuer.GetNamespace()+"/"+issuer.GetName()] = true
			errs = append(errs, l.answerReady(ctx, issuer, ""))
		}
	}
	certificates, err := l.list(ctx, "Certificate")
	if err != nil {
		return err
	}
	for i := range certificates.Items {
		errs = append(errs, l.answerCertificate(ctx, &certificates.Items[i], issuers))
	}
	return errors.Join(errs...)
}

func (l *Loop) list(ctx context.Context, kind string) (*unstructured.UnstructuredList, error) {
	list := &unstructured.UnstructuredList{}
	list.SetGroupVersionKind(schema.GroupVersionKind{Group: "cert-manager.io", Version: "v1", Kind: kind + "List"})
	if err := l.client.List(ctx, list); err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	return list, nil
}

// answerCertificate issues a Certificate or says why not. issuers are those that exist, as "Kind namespace/name".
func (l *Loop) answerCertificate(
	ctx context.Context, certificate *unstructured.Unstructured, issuers map[string]bool,
) error {
	namespace, name := certificate.GetNamespace(), certificate.GetName()
	issuer, _, _ := unstructured.NestedString(certificate.Object, "spec", "issuerRef", "name")
	kind, _, _ := unstructured.NestedString(certificate.Object, "spec", "issuerRef", "kind")
	of := "Issuer " + namespace + "/" + issuer
	if kind == "ClusterIssuer" {
		of = "ClusterIssuer /" + issuer
	}
	switch {
	case l.isRefused(namespace, name):
		return l.answerReady(ctx, certificate, "Issuing certificate: the challenge is pending")
	case !issuers[of]:
		return l.answerReady(ctx, certificate, "there is no "+of)
	}
	if err := l.issue(ctx, certificate); err != nil {
		return fmt.Errorf("issue Certificate %s/%s: %w", namespace, name, err)
	}
	return l.answerReady(ctx, certificate, "")
}

// answerReady sets the condition Ready of an issuer or Certificate.
func (l *Loop) answerReady(ctx context.Context, object *unstructured.Unstructured, whyNot string) error {
	want := verdict("Ready", object.GetGeneration(), whyNot)
	conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	for _, entry := range conditions {
		one, ok := entry.(map[string]any)
		if ok && one["type"] == want.Type && one["status"] == string(want.Status) &&
			one["message"] == want.Message && equality.Semantic.DeepEqual(one["observedGeneration"], want.ObservedGeneration) {
			return nil
		}
	}
	changed := object.DeepCopy()
	answer := []any{map[string]any{
		"type": want.Type, "status": string(want.Status), "reason": want.Reason, "message": want.Message,
		"observedGeneration": want.ObservedGeneration, "lastTransitionTime": time.Now().UTC().Format(time.RFC3339),
	}}
	if err := unstructured.SetNestedSlice(changed.Object, answer, "status", "conditions"); err != nil {
		return fmt.Errorf("answer %s %s: %w", object.GetKind(), object.GetName(), err)
	}
	if err := l.client.Status().Update(ctx, changed); err != nil {
		return fmt.Errorf("answer %s %s/%s: %w", object.GetKind(), object.GetNamespace(), object.GetName(), err)
	}
	return nil
}

// issue makes the Certificate's Secret unless there is one.
func (l *Loop) issue(ctx context.Context, certificate *unstructured.Unstructured) error {
	name, _, _ := unstructured.NestedString(certificate.Object, "spec", "secretName")
	hosts, _, _ := unstructured.NestedStringSlice(certificate.Object, "spec", "dnsNames")
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: certificate.GetNamespace(), Name: name,
			Annotations: map[string]string{"cert-manager.io/certificate-name": certificate.GetName()},
		},
		Type: corev1.SecretTypeTLS,
	}
	err := l.client.Get(ctx, client.ObjectKeyFromObject(secret), &corev1.Secret{})
	if !apierrors.IsNotFound(err) {
		return err
	}
	if secret.Data, err = selfSigned(hosts); err != nil {
		return err
	}
	owns, err := l.ownsSecrets(ctx)
	if err != nil {
		return err
	}
	if owns {
		secret.OwnerReferences = []metav1.OwnerReference{
			*metav1.NewControllerRef(certificate, certificate.GroupVersionKind()),
		}
	}
	return l.client.Create(ctx, secret)
}

// ownsSecrets says that cert-manager was told to make a Certificate its Secret's owner, which by itself it does not.
func (l *Loop) ownsSecrets(ctx context.Context) (bool, error) {
	var list appsv1.DeploymentList
	if err := l.client.List(ctx, &list, client.MatchingFields{"metadata.name": "cert-manager"}); err != nil {
		return false, fmt.Errorf("look at cert-manager: %w", err)
	}
	return slices.ContainsFunc(list.Items, func(d appsv1.Deployment) bool {
		return slices.ContainsFunc(d.Spec.Template.Spec.Containers, func(c corev1.Container) bool {
			return slices.Contains(c.Args, "--enable-certificate-owner-ref=true")
		})
	}), nil
}

// selfSigned makes a key and a certificate of it for hosts, valid for as long as those of public issuers.
func selfSigned(hosts []string) (map[string][]byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "lab"},
		DNSNames: hosts, NotBefore: now.Add(-time.Minute), NotAfter: now.Add(90 * 24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("sign a certificate: %w", err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("print a key: %w", err)
	}
	return map[string][]byte{
		corev1.TLSCertKey:       pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}),
		corev1.TLSPrivateKeyKey: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
	}, nil
}
