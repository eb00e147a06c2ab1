# shellcheck shell=bash disable=SC2153 # names in capitals are set by clusters/<cluster>/bootstrap/deploy
# Rendered by Tenantry, the same in every fleet: what the deployment does inside a cluster. Sourced by
# clusters/<cluster>/bootstrap/deploy.

# kube CLUSTER FILE ARG...: kubectl on a cluster, where a file other than "-" may be named without its folder. Through
# Azure where the API server is private: the machine that runs this is in another network.
kube() {
  local cluster=$1 file=$2 answer code folder=.
  local -a attach=()
  shift 2
  of "$cluster" "${CLUSTERS[@]}"
  if [[ ${ROW[4]} == private || -n ${DEPLOY_THROUGH_AZURE:-} ]]; then
    [[ $file == - ]] || attach=(--file "$file")
    answer=$(azure aks command invoke --resource-group "${ROW[1]}" --name "${ROW[2]}" --command "kubectl $*" \
      ${attach[@]+"${attach[@]}"} --query "[to_string(exitCode), logs, reason]" --output tsv) || return
    code=${answer%%$'\n'*}
    [[ $code == 0 ]] || say "kubectl $*: ${answer#*$'\n'}"
    return "$code"
  fi
  if [[ ! -f $TEMP/$cluster ]]; then
    azure aks get-credentials --resource-group "${ROW[1]}" --name "${ROW[2]}" --file "$TEMP/$cluster.new" \
      --overwrite-existing || return
    KUBECONFIG=$TEMP/$cluster.new kubelogin convert-kubeconfig --login azurecli || return
    mv "$TEMP/$cluster.new" "$TEMP/$cluster"
  fi
  [[ $file == - ]] || folder=${file%/*}
  (cd "$folder" && KUBECONFIG=$TEMP/$cluster kubectl "$@" >&2)
}

# hand_over CLUSTER PART STACK: gives Flux the values that only Azure knows, as the ConfigMap of that part. With the
# extension a resource of the stack does it.
hand_over() {
  [[ $FLUX != aksExtension ]] || return 0
  # shellcheck disable=SC2016 # Flux's variable, and not this shell's
  local hole='${azure_outputs}' file=$TEMP/$1-$2.yaml text values
  values=$(azure stack sub show --name "$3" --query properties.outputs.azureOutputs.value --output json)
  text=$(<"clusters/$1/azure-outputs/$2/configmap.yaml")
  printf '%s%s%s\n' "${text%%"$hole"*}" "${values//$'\n'/}" "${text#*"$hole"}" >"$file"
  kube "$1" "$file" apply --server-side --field-manager tenantry --filename "${file##*/}"
}

# start_flux CLUSTER STACK: Flux, the platform's values, then the repository that Flux follows.
start_flux() {
  [[ $FLUX == gotk ]] || return 0
  local folder=clusters/$1/bootstrap
  kube "$1" "$folder/components.yaml" apply --server-side --field-manager tenantry --filename components.yaml
  kube "$1" - wait --for condition=Established --timeout 60s \
    crd/gitrepositories.source.toolkit.fluxcd.io crd/kustomizations.kustomize.toolkit.fluxcd.io
  hand_over "$1" platform "$2"
  kube "$1" "$folder/sync.yaml" apply --server-side --field-manager tenantry --filename sync.yaml
}

# ready CLUSTER ARG...: waits until Kustomizations of Flux are Ready, which says that they are applied and not that
# anybody's workload is healthy. Azure ends a command after five minutes, so that each wait is a short one.
ready() {
  local cluster=$1 until=$((SECONDS + WAIT))
  shift
  until kube "$cluster" - wait --namespace flux-system --for condition=Ready --timeout 60s "$@"; do
    ((SECONDS < until)) || die "on $cluster $* is not Ready: see flux get kustomizations there, then run this again"
    sleep "$POLL"
  done
  say "$cluster: $* is Ready"
}
