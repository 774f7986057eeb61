# shellcheck shell=bash
# What the set-up scripts say and how they install packages; sourced, never run.

# One line of progress, on stderr: stdout is for data.
say() { printf '%s\n' "-- $*" >&2; }

# fail WHAT-IS-WRONG WHAT-TO-DO…: one message, then the end.
fail() {
  printf '%s\n' "error: $1" >&2
  shift
  [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
  exit 1
}

# need_root WHY: sets as_root to what must stand before a command that only root may run.
as_root=()
need_root() {
  if [ "$(id -u)" -eq 0 ]; then
    as_root=()
  elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    as_root=(sudo -n)
  elif command -v sudo > /dev/null && [ -t 0 ]; then
    as_root=(sudo)
  else
    fail "$1 needs root, and this user may not use sudo" \
      "run 'make deps' once as root; nothing after that needs root."
  fi
}

# need_space DIR MIB WHAT-FOR: ends with one message when the disk under DIR is too full.
need_space() {
  local dir=$1 free
  while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
  free=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$2" ] || fail "the disk under $dir has $free MiB free; $3 needs $2 MiB" \
    "make room ('make clean' removes old builds), then run the same command again."
}

# Sets missing to those of the named Debian packages that are not installed.
missing=()
find_missing() {
  local package present
  # dpkg-query fails when it does not know one of the names, and still prints the others.
  present=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2> /dev/null || true)"
  missing=()
  for package in "$@"; do
    [[ $present == *" installed:$package "* ]] || missing+=("$package")
  done
}

# Installs Debian packages or .deb files without questions. apt's lists are read anew when that
# fails at first (a fresh machine has none, an old one's are stale); what apt said is shown only
# when the second attempt fails too.
apt_install() {
  local log attempt
  need_root "installing Debian packages"
  log=$(mktemp)
  for attempt in first second; do
    if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
      install -y -q --no-install-recommends --allow-downgrades "$@" > "$log" 2>&1 < /dev/null; then
      rm -f "$log"
      return 0
    fi
    [ "$attempt" = first ] || break
    say "reading apt's package lists anew"
    "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=600 update > /dev/null 2>&1 < /dev/null || true
  done
  grep -E '^(E|W|dpkg): ?' "$log" | head -n 3 >&2 || tail -n 3 "$log" >&2
  rm -f "$log"
  return 1
}
