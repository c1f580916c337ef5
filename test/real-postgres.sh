#!/usr/bin/env bash
# Runs the tests that need a real PostgreSQL with pgvector: what happens when several do the same thing at once.
#
#   DATABASE_URL set    that server is used; the user must be allowed to create databases
#   otherwise           PostgreSQL 17 and pgvector from Debian's packages, in a folder of their own (needs root);
#                       FRONTDESK_PG_ROOT says where (default ~/.cache/frontdesk-pg17), it is made once and kept
#
# Without a Postgres this fails; it never skips.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
export PATH="$here/node_modules/.bin:$PATH"
root=${FRONTDESK_PG_ROOT:-$HOME/.cache/frontdesk-pg17}
suite=trixie
binaries=/usr/lib/postgresql/17/bin
server_pid=
data=
proc_bound=

fail() {
  echo "real-postgres: $*" >&2
  exit 1
}

run_tests() {
  cd "$here"
  vitest run --config vitest.real-postgres.config.ts "$@"
}

make_root() {
  if ! command -v debootstrap >/dev/null; then
    command -v apt-get >/dev/null || fail 'debootstrap is missing and this is no Debian or Ubuntu. Set DATABASE_URL.'
    echo 'real-postgres: installing debootstrap'
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap; } >/dev/null ||
      fail 'debootstrap could not be installed. Set DATABASE_URL to a PostgreSQL with pgvector.'
  fi
  local partial="$root.partial.$$"
  mkdir -p "$(dirname "$root")"
  echo "real-postgres: making $root from Debian $suite (half a minute)"
  # A half-made folder is never taken for a whole one: it gets its name only at the end.
  if ! debootstrap --variant=minbase --include=postgresql-17,postgresql-17-pgvector "$suite" "$partial" \
    ${FRONTDESK_DEBIAN_MIRROR:+"$FRONTDESK_DEBIAN_MIRROR"} >"$partial.log" 2>&1; then
    tail -n 20 "$partial.log" >&2
    umount "$partial/proc" 2>/dev/null || true
    rm -rf --one-file-system "$partial"
    fail "debootstrap failed, see $partial.log. Set DATABASE_URL to a PostgreSQL with pgvector."
  fi
  rm -f "$partial.log"
  mv "$partial" "$root"
}

# A plain command, no function: in the background `$!` must be the server itself and not a shell around it.
inside=(chroot --userspec=postgres:postgres "$root" /usr/bin/env -i LC_ALL=C.UTF-8 PATH="$binaries:/usr/bin:/bin")

stop_server() {
  local status=$?
  trap - EXIT INT TERM
  if [ -n "$server_pid" ]; then
    kill -INT "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
  fi
  if [ -n "$proc_bound" ]; then umount "$root/proc" || true; fi
  if [ -n "$data" ]; then rm -rf --one-file-system "${root:?}$data"; fi
  exit "$status"
}

start_server() {
  trap stop_server EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mount --bind /proc "$root/proc" && proc_bound=1
  data=$("${inside[@]}" mktemp -d /tmp/frontdesk.XXXXXXXX)
  local password port
  password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  printf '%s' "$password" >"$root$data/password"
  chown --reference="$root$data" "$root$data/password"
  "${inside[@]}" initdb -D "$data/pg" -U postgres -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 --pwfile="$data/password" --no-sync \
    >"$root$data/initdb.log" 2>&1 || { cat "$root$data/initdb.log" >&2; fail 'initdb failed'; }
  # No fsync: the tests stop connections and processes, never the machine's power.
  "${inside[@]}" postgres -D "$data/pg" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c dynamic_shared_memory_type=mmap -c fsync=off >"$root$data/server.log" 2>&1 &
  server_pid=$!
  for _ in $(seq 1 150); do
    if "${inside[@]}" pg_isready -q -h 127.0.0.1 -p "$port"; then
      export DATABASE_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
      return
    fi
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$root$data/server.log" >&2
  fail 'PostgreSQL did not start'
}

if [ -n "${DATABASE_URL:-}" ]; then
  echo 'real-postgres: using the server of DATABASE_URL'
  run_tests "$@"
  exit
fi
[ "$(uname -s)" = Linux ] || fail 'only Linux can make its own PostgreSQL. Set DATABASE_URL to one with pgvector.'
[ "$(id -u)" = 0 ] || fail 'making a PostgreSQL needs root. Run as root, or set DATABASE_URL to one with pgvector.'
[ -x "$root$binaries/postgres" ] || make_root
start_server
run_tests "$@"
