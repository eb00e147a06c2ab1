# shellcheck shell=bash disable=SC2153 # names in capitals are set by clusters/<cluster>/bootstrap/deploy
# Rendered by Tenantry, the same in every fleet: the orders in which stacks are deployed. Sourced by
# clusters/<cluster>/bootstrap/deploy.

usage() {
  cat <<'TEXT'
usage: bash clusters/CLUSTER/bootstrap/deploy COMMAND [OPTION]...

  all                       first install: what the fleet and the region share, this cluster, its tenants, traffic
  update --since REF        after a merge: the stacks that the change since REF touches, on every cluster of the stamp
  tenant NAME               a new tenant: on the DR cluster, on the primary, Ready on both, then traffic
  removed NAME --since REF  a removed tenant, and the DNS records that it left behind; at REF it was still there
  rebuild                   this cluster is lost: traffic away, cluster, restore, tenants, traffic back
  region                    its region is lost: the platform first, then as rebuild
  retire CLUSTER            this cluster goes; network, vault and identities of its region stay
  traffic show|away|back    who serves; this cluster stops to, or begins to
  outputs                   hand the values of this cluster's stacks to Flux again
  what-if [--since REF]     what would be created, modified, detached and deleted; changes nothing

  --yes               deploy without asking
  --allow-delete      and delete without asking
  --again             deploy what is current, too
  --restored          volumes are restored, or there are none: go on with the tenants
  --without CLUSTER   leave out a cluster of the stamp that cannot be reached
  --no-what-if        deploy without looking first

Needs bash, git, az 2.89 or newer, signed in, and where the API server is public kubectl and kubelogin. SSH_PUBLIC_KEY is
the jumpbox's key where the fleet file has none. DEPLOY_WAIT bounds each wait, in seconds, DEPLOY_POLL is the pause in it,
and DEPLOY_THROUGH_AZURE reaches every cluster as a private one: by az aks command invoke.
TEXT
}

all() {
  each run shared
  each run platform
  each run cluster "$CLUSTER"
  each run gitops "$CLUSTER"
  each run tenants "$CLUSTER"
  each run traffic
}

# awake: sets AWAKE to the clusters of the stamp that a change reaches, the DR cluster first. A cold one that nobody has
# built is not among them: it is built when another is lost.
awake() {
  local row
  local -a f
  AWAKE=()
  for row in "${CLUSTERS[@]}"; do
    read -r -a f <<<"$row"
    [[ ${f[0]} != "$WITHOUT" ]] || continue
    if [[ ${f[5]} == cold ]]; then
      issuer "${f[0]}"
      [[ -n $ISSUER ]] || continue
    fi
    AWAKE+=("${f[0]}")
  done
  ((${#AWAKE[@]} > 0)) || die "no cluster is left to deploy to"
}

# touched KIND CLUSTER STACK FOLDER...: whether the change since SINCE is one of the stack. Comments of Bicep are not.
touched() {
  local -a files=("$4/main.json" "$4/main.parameters.json")
  [[ $1 != gitops || $FLUX != gotk ]] || files+=("clusters/$2/bootstrap/*.yaml")
  ! git diff --quiet "$SINCE" -- "${files[@]}"
}

run_touched() { ! touched "$@" || run "$@"; }

count_touched() { ! touched "$@" || TOUCHED=$((TOUCHED + 1)); }

# newcomers_ready: each tenant that came with the change is applied where it belongs, before clients are sent there.
newcomers_ready() {
  local cluster file
  for cluster in "${AWAKE[@]}"; do
    for file in $(git diff --name-only --diff-filter=A "$SINCE" -- "clusters/$cluster/flux/tenant-*.yaml"); do
      file=${file##*/}
      ready "$cluster" "kustomizations.kustomize.toolkit.fluxcd.io/${file%.yaml}"
    done
  done
}

update() {
  local cluster
  [[ -n $SINCE ]] || die "update needs --since: the commit that Azure has"
  awake
  each run_touched shared
  each run_touched platform
  for cluster in "${AWAKE[@]}"; do
    each run_touched cluster "$cluster"
    each run_touched gitops "$cluster"
    each run_touched tenants "$cluster"
  done
  TOUCHED=0
  each count_touched traffic
  ((TOUCHED == 0)) || newcomers_ready
  each run_touched traffic
  delete_left_behind
}

# run_shard REF TENANT: on each cluster the stack that held a tenant at a commit; none for one that has nothing in Azure.
run_shard() {
  local cluster row
  local -a f
  for cluster in "${AWAKE[@]}"; do
    for row in "${STACKS[@]}"; do
      read -r -a f <<<"$row"
      [[ ${f[0]} == tenants && ${f[1]} == "$cluster" ]] || continue
      ! git grep --quiet --fixed-strings "tenants/$2/$cluster/azure.bicep" "$1" -- "${f[3]}/main.bicep" || run "${f[@]}"
    done
  done
}

tenant() {
  local cluster
  awake
  run_shard HEAD "$1"
  for cluster in "${AWAKE[@]}"; do
    ready "$cluster" "kustomizations.kustomize.toolkit.fluxcd.io/tenant-$1"
  done
  each run traffic
}

# removed TENANT: names first, so that no client is led to what is going.
removed() {
  [[ -n $SINCE ]] || die "removed needs --since: a commit at which $1 was still there"
  [[ ! -e tenants/$1 ]] || die "tenants/$1 is still there: remove tenants/$1.yaml, and render"
  awake
  each run_touched traffic
  delete_left_behind
  run_shard "$SINCE" "$1"
}

# count_stale ...: counts what is not current.
count_stale() {
  compare "$@"
  [[ -n $CURRENT ]] || STALE=$((STALE + 1))
}

# rebuild: tenants wait for their identity, and so for their stacks: volumes are restored before any workload starts.
rebuild() {
  STALE=0
  each count_stale cluster "$CLUSTER"
  each count_stale gitops "$CLUSTER"
  each count_stale tenants "$CLUSTER"
  ((STALE == 0)) || switch Disabled
  each run cluster "$CLUSTER"
  each run gitops "$CLUSTER"
  STALE=0
  each count_stale tenants "$CLUSTER"
  if [[ $BACKUP == true && -z $RESTORED ]] && ((STALE > 0)); then
    say "the cluster stands. Restore its volumes from the backup vault now, then run this again with --restored"
    exit 1
  fi
  each run tenants "$CLUSTER"
  ready "$CLUSTER" kustomizations.kustomize.toolkit.fluxcd.io --all
  switch Enabled
}

# region: the frontends have new names, so that traffic's stacks are deployed although their templates are the same.
region() {
  switch Disabled
  each run shared
  each run platform "$CLUSTER"
  AGAIN=true each run traffic
  rebuild
}

retire() {
  [[ $1 == "$CLUSTER" ]] || die "to retire $CLUSTER say: retire $CLUSTER"
  switch Disabled
  each delete_deep tenants "$CLUSTER"
  each delete_flat gitops "$CLUSTER"
  each delete_all cluster "$CLUSTER"
  say "$CLUSTER is gone. Remove clusters/$CLUSTER.yaml next. What its region keeps is in the stack ...-$CLUSTER-platform."
}

delete_deep() { delete "$3" deleteResources; }

# Deleting Flux's configuration would prune every tenant, one by one, from a cluster that goes as a whole.
delete_flat() { delete "$3" detachAll; }

delete_all() { delete "$3" deleteAll; }

# preview KIND CLUSTER STACK...: the what-if of a stack that is not current.
preview() {
  [[ -z $SINCE ]] || touched "$@" || return 0
  compare "$@"
  [[ -z $CURRENT ]] || return 0
  case $1 in
  gitops | tenants)
    if [[ -z $ISSUER ]]; then
      printf '# %s: new, once %s exists\n' "$3" "$2"
      return
    fi
    ;;
  esac
  parameters "$3"
  what_if "$@"
}

preview_all() {
  local cluster kind
  awake
  each preview shared
  each preview platform
  for cluster in "${AWAKE[@]}"; do
    for kind in cluster gitops tenants; do each preview "$kind" "$cluster"; done
  done
  each preview traffic
  [[ -z $SINCE ]] || left_behind
}

outputs() {
  each outputs_of gitops "$CLUSTER"
  each outputs_of tenants "$CLUSTER"
}

outputs_of() {
  local part=${4##*/}
  [[ $1 != gitops ]] || part=platform
  hand_over "$2" "$part" "$3"
}

# main ARG...: reads the command line.
main() {
  local command='' argument=''
  YES='' ALLOW_DELETE='' AGAIN='' RESTORED='' WITHOUT='' SINCE='' WHAT_IF=true ISSUER_OF=''
  WAIT=${DEPLOY_WAIT:-1800} POLL=${DEPLOY_POLL:-15}
  while (($# > 0)); do
    case $1 in
    -h | --help) usage && exit ;;
    --yes) YES=true ;;
    --allow-delete) ALLOW_DELETE=true ;;
    --again) AGAIN=true ;;
    --restored) RESTORED=true ;;
    --no-what-if) WHAT_IF='' ;;
    --without | --since)
      (($# > 1)) || die "$1 needs a value"
      if [[ $1 == --without ]]; then WITHOUT=$2; else SINCE=$2; fi
      shift
      ;;
    -*) die "there is no option $1: see --help" ;;
    *)
      [[ -z $argument ]] || die "$1 is one too many: see --help"
      if [[ -z $command ]]; then command=$1; else argument=$1; fi
      ;;
    esac
    shift
  done
  case $command in
  all | update | rebuild | region | outputs | what-if) [[ -z $argument ]] || die "$command takes no $argument: see --help" ;;
  tenant | removed | retire | traffic) [[ -n $argument ]] || die "$command needs one word more: see --help" ;;
  *) usage >&2 && exit 2 ;;
  esac
  [[ -z $WITHOUT || $WITHOUT != "$CLUSTER" || $command == update || $command == tenant ]] ||
    die "--without leaves out another cluster"
  [[ -z $SINCE ]] || SINCE=$(git rev-parse --verify --quiet "$SINCE^{commit}") || die "--since names no commit"
  TEMP=$(mktemp -d)
  trap 'rm -rf "$TEMP"' EXIT
  case $command-$argument in
  what-if-) preview_all ;;
  traffic-show) show_traffic ;;
  traffic-away) switch Disabled ;;
  traffic-back) switch Enabled ;;
  traffic-*) die "traffic takes show, away or back" ;;
  *) "$command" ${argument:+"$argument"} ;;
  esac
}
