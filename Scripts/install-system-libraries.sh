#!/usr/bin/env bash
# Installs the system libraries that the build needs, where they are missing: zlib with its header.
# Does nothing when everything is there. Only Debian and its kin are installed on; elsewhere this
# says what is missing.
set -euo pipefail

fail() {
  echo "install-system-libraries.sh: $1" >&2
  exit 1
}

has_zlib() {
  printf '#include <zlib.h>\n' | clang -E -x c -o /dev/null - 2>/dev/null
}

command -v swift >/dev/null || fail "there is no swift in PATH; install it from https://www.swift.org/install"
command -v clang >/dev/null || fail "there is no clang in PATH; it lies beside swift in the toolchain's folder"
# Apple's SDKs have zlib.
[[ $(uname -s) != Darwin ]] || exit 0
has_zlib && exit 0

advice="zlib.h is missing; install it (Debian, Ubuntu: apt-get install zlib1g-dev; Fedora: dnf install zlib-devel)"
command -v apt-get >/dev/null || fail "$advice"
if [[ $(id -u) == 0 ]]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  fail "$advice"
fi
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends zlib1g-dev)
# The package lists may be missing or old.
"${install[@]}" || { "${as_root[@]}" apt-get update && "${install[@]}"; }
has_zlib || fail "zlib1g-dev is installed, but clang does not find zlib.h"
