# shellcheck shell=bash
# What the set-up scripts say and how they become root; sourced, never run.

# One line of progress, on stderr: stdout is for data.
say() { printf '%s\n' "-- $*" >&2; }

# One message that says what is wrong and what to do, then the end.
fail() {
  printf '%s\n' "error: $1" >&2
  shift
  local line
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# Runs a command as root: as we are, or through sudo without a question.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    sudo -n "$@"
  elif command -v sudo > /dev/null && [ -t 0 ]; then
    sudo "$@"
  else
    fail "this needs root: $*" \
      "run 'make deps' once as root, or as a user that may sudo; nothing else here needs root."
  fi
}

# Free space under a directory that may not exist yet, MiB.
free_mib() {
  local dir=$1
  while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
  df -Pm "$dir" | awk 'NR == 2 { print $4 }'
}

# need_space DIR MIB WHAT: ends with one message when the disk is too full.
need_space() {
  local free
  free=$(free_mib "$1")
  [ "$free" -ge "$2" ] || fail "the disk under $1 has $free MiB free; $3 needs $2 MiB" \
    "make room (old build directories: 'make clean'), then run the same command again."
}

# Installs Debian packages or .deb files without questions; the log is shown only when it fails.
apt_install() {
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
    install -y -q --no-install-recommends --allow-downgrades "$@" > "$log" 2>&1 < /dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
