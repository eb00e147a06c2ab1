# shellcheck shell=bash disable=SC2153 # names in capitals are set by clusters/<cluster>/bootstrap/deploy
# Rendered by Tenantry, the same in every fleet: how stacks are deployed. What there is to deploy is said by
# clusters/<cluster>/bootstrap/deploy, which sources this file.
#
# Nothing is remembered on the machine that runs this. Each step asks Azure whether it is done, or may be done twice, so
# that a run which was stopped anywhere is completed by the same command.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "deploy: $*"
  exit 2
}

# azure ARG...: az, in the fleet's subscription whatever the person's default is.
azure() { az "$@" --subscription "$SUBSCRIPTION" --only-show-errors; }

# of LIST NAME: sets ROW to the row of a list whose first column is NAME.
of() {
  local name=$1 row
  shift
  for row in "$@"; do
    read -r -a ROW <<<"$row"
    [[ ${ROW[0]} != "$name" ]] || return 0
  done
  die "there is no $name here"
}

# issuer CLUSTER: sets ISSUER to who signs the cluster's tokens, empty where there is no such cluster. It is a new one
# after every rebuild, and so tells a rebuilt cluster from the one before. Asked once for each that is there.
issuer() {
  [[ $ISSUER_OF != "$1" || -z $ISSUER ]] || return 0
  of "$1" "${CLUSTERS[@]}"
  ISSUER_OF=$1
  ISSUER=$(azure aks list --output tsv \
    --query "[?name=='${ROW[2]}' && nodeResourceGroup=='${ROW[3]}'].oidcIssuerProfile.issuerUrl")
}

# look STACK: sets STATE and PRINT to what Azure has, empty where it has no such stack. Waits for an operation that a
# stopped run has begun: Azure takes no second one before its end.
look() {
  local answer until=$((SECONDS + WAIT))
  while true; do
    answer=$(azure stack sub list --output tsv --query "[?name=='$1'].[properties.provisioningState, tags.tenantry]")
    IFS=$'\t' read -r STATE PRINT <<<"$answer"
    case $STATE in '' | [Ss]ucceeded | [Ff]ailed | [Cc]anceled) return ;; esac
    ((SECONDS < until)) || die "$1 is $STATE for too long: see it in the portal, then run this again"
    say "$1 is $STATE: waiting"
    sleep "$POLL"
  done
}

# fingerprint KIND CLUSTER STACK FOLDER...: sets WANTED to what the stack's tag says when it is current.
fingerprint() {
  local -a files=("$4/main.json" "$4/main.parameters.json")
  local salt=
  case $1 in
  gitops | tenants)
    issuer "$2"
    salt=$ISSUER
    ;;
  esac
  if [[ $1 == gitops && $FLUX == gotk ]]; then
    files+=("clusters/$2/bootstrap/components.yaml" "clusters/$2/bootstrap/sync.yaml")
  fi
  WANTED=$({ cat "${files[@]}" && printf '%s' "$salt"; } | git hash-object --stdin)
}

# compare KIND CLUSTER STACK FOLDER LOCATION UNMANAGED GROUP: sets CURRENT where Azure has what the template says.
compare() {
  CURRENT=
  look "$3"
  fingerprint "$@"
  [[ $STATE == [Ss]ucceeded && $PRINT == "$WANTED" && -z $AGAIN ]] || return 0
  case $1 in
  cluster)
    issuer "$2"
    [[ -n $ISSUER ]] || return 0
    ;;
  shared | platform | traffic)
    [[ $(azure group exists --name "$7") == true ]] || return 0
    ;;
  esac
  CURRENT=true
}

# parameters STACK: sets VALUES to what only the day knows, as KEY=VALUE.
parameters() {
  local row value
  local -a f
  VALUES=()
  for row in ${DAY[@]+"${DAY[@]}"}; do
    read -r -a f <<<"$row"
    [[ ${f[0]} == "$1" ]] || continue
    case ${f[1]} in
    budget) # the first day that it was made with; Azure refuses another, and at the beginning one of an earlier month
      value=$(azure consumption budget list --output tsv --query "[?name=='${f[3]}'].timePeriod.startDate")
      value=${value%%T*}
      VALUES+=("${f[2]}=${value:-$(date -u +%Y-%m-01)}")
      ;;
    vault) # a deleted vault keeps its name until it is purged, which purge protection forbids
      value=$(azure keyvault list-deleted --resource-type vault --output tsv --query "[?name=='${f[3]}'].name")
      [[ -z $value ]] || VALUES+=("${f[2]}=recover")
      ;;
    key) # a machine's key cannot be changed, so that of one that exists is handed back
      value=$(azure vm list --output tsv \
        --query "[?name=='${f[3]}'].osProfile.linuxConfiguration.ssh.publicKeys[0].keyData")
      value=${value:-${SSH_PUBLIC_KEY:-}}
      [[ -n $value ]] || die "$1 needs the jumpbox's key: set SSH_PUBLIC_KEY, or azure.sshPublicKey in clusters/fleet.yaml"
      VALUES+=("${f[2]}=$value")
      ;;
    esac
  done
  live_traffic "$1"
}

# what_if KIND CLUSTER STACK FOLDER LOCATION UNMANAGED...: sets CHANGES to a line for each resource that would not stay
# as it is: what happens, a tab, its id. VALUES are the parameters. It needs no right to write what the template makes.
what_if() {
  CHANGES=$(azure stack-whatif sub create --name "$3-what-if" --location "$5" \
    --stack-id "/subscriptions/$SUBSCRIPTION/providers/Microsoft.Resources/deploymentStacks/$3" \
    --template-file "$4/main.json" --parameters "$4/main.parameters.json" ${VALUES[@]+"${VALUES[@]}"} \
    --action-on-unmanage "$6" --deny-settings-mode none --retention-interval PT1H --no-pretty-print \
    --validation-level ProviderNoRbac \
    --query "properties.changes.resourceChanges[?changeType!='noChange'].[changeType, id]" --output tsv)
  printf '# %s\n' "$3"
  [[ -z $CHANGES ]] || printf '%s\n' "$CHANGES"
}

# confirm WHAT CHANGES: goes on where a person or the options said so, and stops elsewhere.
confirm() {
  local option=--yes agreed=$YES answer
  if grep -q '^delete' <<<"$2"; then
    option=--allow-delete agreed=$ALLOW_DELETE
  fi
  [[ -z $agreed ]] || return 0
  [[ -t 0 ]] || die "$1 waits for a yes: look at what would happen above, then say $option"
  read -r -p "$1? [y/N] " answer
  [[ $answer == [yY] ]] || die "stopped before: $1"
}

# run KIND CLUSTER STACK FOLDER LOCATION UNMANAGED GROUP: makes one stack what its template says.
run() {
  compare "$@"
  if [[ -n $CURRENT ]]; then
    say "$3 is current"
  else
    case $1 in gitops | tenants) [[ -n $ISSUER ]] || die "$2 does not exist: $3 cannot be deployed before it" ;; esac
    parameters "$3"
    if [[ -n $WHAT_IF ]]; then
      what_if "$@"
      confirm "deploy $3" "$CHANGES"
    fi
    say "$3: deploying"
    [[ $1 != cluster ]] || ISSUER_OF=
    # Azure does not remember what to do with members that left the template: without --action-on-unmanage on each run
    # the last run's word would not hold. Deny settings stay off: they would stop the switching of traffic, and Azure's
    # own controllers, which change what a stack made.
    azure stack sub create --name "$3" --location "$5" --tags "tenantry=$WANTED" \
      --template-file "$4/main.json" --parameters "$4/main.parameters.json" ${VALUES[@]+"${VALUES[@]}"} \
      --action-on-unmanage "$6" --deny-settings-mode none --yes --output none
  fi
  case $1 in
  gitops) start_flux "$2" "$3" ;;
  tenants) hand_over "$2" "${4##*/}" "$3" ;;
  esac
}

# delete STACK UNMANAGED: deletes a stack, and its members unless they are detached.
delete() {
  look "$1"
  [[ -n $STATE ]] || return 0
  confirm "delete $1 ($2)" "delete"
  say "$1: deleting ($2)"
  azure stack sub delete --name "$1" --action-on-unmanage "$2" --yes --output none
}

# each ACTION KIND [CLUSTER]: does ACTION to each stack of a kind, in order.
each() {
  local row
  local -a f
  for row in "${STACKS[@]}"; do
    read -r -a f <<<"$row"
    [[ ${f[0]} == "$2" && ${f[1]} == "${3:-${f[1]}}" && ${f[1]} != "$WITHOUT" ]] || continue
    "$1" "${f[@]}"
  done
}
