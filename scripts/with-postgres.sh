#!/usr/bin/env bash
# Runs a command with SUPPORTCTL_TEST_POSTGRES set: a PostgreSQL of its own, on a socket in a temporary folder, gone afterwards.
set -euo pipefail

[[ $# -gt 0 ]] || { echo "usage: scripts/with-postgres.sh COMMAND…" >&2; exit 2; }

bin="$(command -v pg_ctl || ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -n 1 || true)"
[[ -n "$bin" ]] || { echo "PostgreSQL is not installed: no pg_ctl is found" >&2; exit 1; }
bin="$(dirname "$(readlink -f "$bin")")"

# The server refuses to run as root.
as=()
if [[ "$(id -u)" == 0 ]]; then as=(runuser -u postgres --); fi

folder="$(mktemp -d /tmp/supportctl-postgres-XXXXXX)"
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [[ "$(id -u)" == 0 ]]; then chown postgres "$folder"; fi

cd "$folder"
"${as[@]}" "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >initdb.log || { cat initdb.log >&2; exit 1; }
# Who runs the tests may be anybody here; all other users need their password.
"${as[@]}" tee data/pg_hba.conf >/dev/null <<<$'local all postgres trust\nlocal all all scram-sha-256'
"${as[@]}" "$bin/pg_ctl" -D data -w -l server.log -o "-k '$folder' -c listen_addresses='' -c fsync=off" start >/dev/null ||
  { cat server.log >&2; exit 1; }
cd "$OLDPWD"

export SUPPORTCTL_TEST_POSTGRES="postgres://postgres@/postgres?host=$folder"
status=0
"$@" || status=$?
exit "$status"
