#!/usr/bin/env bash
# Installs the system libraries that a build needs, with their headers, where they are missing:
# without an argument those of the library and the command line, with `training` those of training.
# Does nothing when everything is there. Only Debian and its kin are installed on; elsewhere this
# says what is missing.
set -euo pipefail

fail() {
  echo "install-system-libraries.sh: $1" >&2
  exit 1
}

# Header, Debian package, and what else clang needs to find the header.
libraries=("zlib.h zlib1g-dev")
if [[ ${1:-} == training ]]; then
  libraries+=("jpeglib.h libjpeg62-turbo-dev -includestdio.h" "png.h libpng-dev")
  # LIBTORCH names another libtorch than the system's.
  [[ -n ${LIBTORCH:-} ]] || libraries+=("torch/csrc/api/include/torch/version.h libtorch-dev")
fi

has_header() {
  printf '#include <%s>\n' "$1" | clang "${@:2}" -E -x c -o /dev/null - 2>/dev/null
}

missing() {
  local library
  for library in "${libraries[@]}"; do
    read -r header package flags <<<"$library"
    # shellcheck disable=SC2086 # no flag is no argument
    has_header "$header" $flags || echo "$package"
  done
}

command -v swift >/dev/null || fail "there is no swift in PATH; install it from https://www.swift.org/install"
command -v clang >/dev/null || fail "there is no clang in PATH; it lies beside swift in the toolchain's folder"
# Apple's SDKs have zlib.
[[ $(uname -s) != Darwin || ${1:-} == training ]] || exit 0
# Not mapfile: the bash of macOS has none.
# shellcheck disable=SC2207 # names of packages have no spaces
packages=($(missing))
((${#packages[@]} > 0)) || exit 0

advice="libraries are missing; install them (Debian, Ubuntu: apt-get install ${packages[*]}; elsewhere: the packages of that purpose)"
command -v apt-get >/dev/null || fail "$advice"
if [[ $(id -u) == 0 ]]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  fail "$advice"
fi
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}")
# The package lists may be missing or old.
"${install[@]}" || { "${as_root[@]}" apt-get update && "${install[@]}"; }
# shellcheck disable=SC2207
packages=($(missing))
((${#packages[@]} == 0)) || fail "installed, but clang does not find the headers of ${packages[*]}"
