# shellcheck shell=bash disable=SC2153 # names in capitals are set by clusters/<cluster>/bootstrap/deploy
# Rendered by Tenantry, the same in every fleet: who serves, and the names that lead there. Sourced by
# clusters/<cluster>/bootstrap/deploy.

# endpoints PROFILE: sets LIVE to a line for each endpoint of a profile: name, state, priority, weight.
endpoints() {
  LIVE=$(azure network traffic-manager profile list --output tsv \
    --query "[?dnsConfig.relativeName=='$1'].endpoints[].[name, endpointStatus, priority, weight]")
}

# live_traffic STACK: adds to VALUES the priorities, weights and states that are in force, so that a deployment moves
# no client: during a failover the parameter file would.
live_traffic() {
  local row name state priority weight
  local -a f
  [[ -z $FRONT_DOOR ]] ||
    say "$1: Front Door's origins get what main.parameters.json says. What is in force is not read: compare first in a failover"
  for row in ${TARGETS[@]+"${TARGETS[@]}"}; do
    read -r -a f <<<"$row"
    [[ ${f[0]} == "$1" ]] || continue
    endpoints "${f[2]}"
    while IFS=$'\t' read -r name state priority weight; do
      [[ $name == "${f[3]}" ]] || continue
      VALUES+=("${f[5]}=$state")
      case ${f[4]} in
      priority_*) VALUES+=("${f[4]}=$priority") ;;
      weight_*) VALUES+=("${f[4]}=$weight") ;;
      esac
    done <<<"$LIVE"
  done
}

# switch STATE: this cluster begins or stops to serve, at every gateway. It asks nothing of the lost region, where a
# deployment would read the frontends.
switch() {
  local row others
  local -a f
  [[ -z $FRONT_DOOR ]] || say "origins of $FRONT_DOOR are switched by hand: $CLUSTER should be $1 (az afd origin update)"
  for row in ${TARGETS[@]+"${TARGETS[@]}"}; do
    read -r -a f <<<"$row"
    [[ ${f[3]} == "$CLUSTER" ]] || continue
    endpoints "${f[2]}"
    grep -q "^$CLUSTER$(printf '\t')" <<<"$LIVE" || continue
    ! grep -q "^$CLUSTER$(printf '\t')$1" <<<"$LIVE" || continue
    others=$(grep -v "^$CLUSTER$(printf '\t')" <<<"$LIVE" || true)
    if [[ $1 == Disabled ]] && ! grep -q "$(printf '\t')Enabled" <<<"$others"; then
      say "${f[1]}: nobody else serves, so $CLUSTER stays"
      continue
    fi
    say "${f[1]}: $CLUSTER is $1"
    azure network traffic-manager endpoint update --resource-group "$SHARED_GROUP" --profile-name "${f[1]}" \
      --name "$CLUSTER" --type externalEndpoints --endpoint-status "$1" --output none
  done
}

show_traffic() {
  local row seen=
  local -a f
  for row in ${TARGETS[@]+"${TARGETS[@]}"}; do
    read -r -a f <<<"$row"
    [[ $seen != *" ${f[1]} "* ]] || continue
    seen+=" ${f[1]} "
    endpoints "${f[2]}"
    printf '# %s (cluster, state, priority, weight)\n%s\n' "${f[1]}" "$LIVE"
  done
}

# names REF: what traffic's stacks hold by name at a commit, a line each; of the work tree where REF is empty. The
# whole fleet's: a name that moved to another gateway or stamp is not gone.
names() {
  local file
  if [[ -z $1 ]]; then
    cat infrastructure/azure/*/traffic-*/names.txt 2>/dev/null
  else
    git ls-tree -r --name-only "$1" infrastructure/azure | grep '/traffic-[^/]*/names\.txt$' | while read -r file; do
      git show "$1:$file"
    done
  fi | grep -v -e '^#' -e '^$' | sort -u
}

# left_behind: prints and sets GONE to what happens to the names that were there at SINCE and are in no template any more.
# Traffic's stacks detach what leaves them, since a name that goes by mistake cuts off clients; so they go here, by name.
left_behind() {
  GONE=$(comm -23 <(names "$SINCE") <(names "") | awk '{ print "delete\t" $0 }')
  [[ -z $GONE ]] || printf '# names that nothing renders any more\n%s\n' "$GONE"
}

delete_left_behind() {
  local kind name more
  left_behind
  [[ -n $GONE ]] || return 0
  confirm "delete these names" "$GONE"
  while read -r _ kind name more <&3; do
    say "deleting $kind $name $more"
    case $kind in
    record)
      SUBSCRIPTION=$ZONE_SUBSCRIPTION azure network dns record-set cname delete --resource-group "$ZONE_GROUP" \
        --zone-name "$ZONE" --name "$name" --yes --output none
      ;;
    endpoint)
      azure network traffic-manager endpoint delete --resource-group "$SHARED_GROUP" --profile-name "$name" --name "$more" \
        --type externalEndpoints --output none
      ;;
    esac
  done 3<<<"$GONE"
}
