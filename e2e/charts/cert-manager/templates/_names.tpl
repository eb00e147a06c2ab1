{{- define "cert-manager.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}
{{- else if contains .Chart.Name .Release.Name }}{{ .Release.Name }}
{{- else }}{{ .Release.Name }}-{{ .Chart.Name }}
{{- end }}
{{- end }}

{{- /* One Deployment. Input: name, component, replicas, account, labels of the pods, root. */}}
{{- define "cert-manager.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    app.kubernetes.io/instance: {{ .root.Release.Name }}
    app.kubernetes.io/component: {{ .component }}
spec:
  replicas: {{ .replicas }}
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .root.Release.Name }}
      app.kubernetes.io/component: {{ .component }}
  template:
    metadata:
      labels:
        app.kubernetes.io/instance: {{ .root.Release.Name }}
        app.kubernetes.io/component: {{ .component }}
        {{- with .labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ .account }}
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: cert-manager-{{ .component }}
          image: {{ .root.Values.imageRegistry }}/{{ .root.Values.imageNamespace }}/cert-manager-{{ .component }}:{{ .root.Chart.AppVersion }}
          {{- if and (eq .component "controller") .root.Values.enableCertificateOwnerRef }}
          args: [--enable-certificate-owner-ref=true]
          {{- end }}
          resources:
            requests: {cpu: 10m, memory: 32Mi}
            limits: {cpu: 100m, memory: 128Mi}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
      nodeSelector: {{ toJson .root.Values.nodeSelector }}
      tolerations: {{ toJson .root.Values.tolerations }}
{{- end }}
