#!/bin/sh
# A new fleet, a new tenant, its plan and the body of its pull request, in a temporary folder.
# Usage: docs/demo.sh PROGRAM
set -eu
tenantry=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

run() {
	printf '\n\033[1m$ %s\033[0m\n' "$*"
	"$@"
}
tenantry() { "$tenantry" -C "$dir/fleet" "$@"; }
git() { command git -C "$dir/fleet" -c user.name=demo -c user.email=demo@example.com "$@"; }

printf '\n\033[1m$ tenantry init fleet --name acme\033[0m\n'
"$tenantry" init "$dir/fleet" --name acme
git init --quiet --initial-branch main
git add --all
git commit --quiet --message "a new fleet"

run tenantry tenant add contoso --plan standard \
	--owner 33333333-3333-4333-8333-333333333333 --hostname shop.contoso.com \
	--oci oci://acmefleet.azurecr.io/tenants/contoso --tag stable
run tenantry render
run tenantry check
run tenantry plan || [ $? = 1 ] # 1: something would change

printf '\n\033[1mThe body of its pull request:\033[0m\n\n'
tenantry plan -o markdown || [ $? = 1 ]
