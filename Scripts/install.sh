#!/usr/bin/env bash
# Installs the calibrate command, its samples and its shell completions.
#
#   install.sh BINARY PREFIX
set -euo pipefail

binary=$1
prefix=$2

install -d "$prefix/bin"
install -m 755 "$binary" "$prefix/bin/calibrate"

for sample in "$(dirname "${BASH_SOURCE[0]}")"/../Samples/*/; do
  install -d "$prefix/share/calibrate/samples/$(basename "$sample")"
  install -m 644 "$sample"/*.npz "$prefix/share/calibrate/samples/$(basename "$sample")"
done

completion() {
  install -d "$prefix/$2"
  "$binary" --generate-completion-script "$1" >"$prefix/$2/$3"
}
completion bash share/bash-completion/completions calibrate
completion zsh share/zsh/site-functions _calibrate
completion fish share/fish/vendor_completions.d calibrate.fish

echo "Installed $prefix/bin/calibrate"
