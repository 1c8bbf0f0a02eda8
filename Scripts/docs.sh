#!/bin/bash
# Builds the documentation of the libraries with the toolchain's own DocC: one archive for each module and one of all,
# in .build/docs. A warning, such as a link that leads nowhere, is an error. No plugin is needed, so that packages which
# depend on this one do not get it. A parameter whose name says it all may be missing from a list of parameters.
set -euo pipefail
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
if [[ "$(uname -s)" == Darwin ]]; then
  tool() { xcrun --find "$1"; }
  target="$(uname -m)-apple-macosx13.0"
  sdk=(-sdk "$(xcrun --show-sdk-path)")
else
  binaries=$(dirname "$(readlink -f "$(command -v "$swift")")")
  tool() { echo "$binaries/$1"; }
  target=$("$swift" -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p' | head -n 1)
  sdk=()
fi

[[ -n "${DOCS_SKIP_BUILD:-}" ]] || "$swift" build --target CalibrationReport
[[ -n "${DOCS_SKIP_BUILD:-}" ]] || "$swift" build --target CalibrationFiles
build=$("$swift" build --show-bin-path)
docs=.build/docs
rm -rf "$docs"
mkdir -p "$docs"

archives=()
for module in Calibration CalibrationFiles CalibrationReport; do
  graphs="$docs/symbols/$module"
  mkdir -p "$graphs"
  "$(tool swift-symbolgraph-extract)" -module-name "$module" -target "$target" ${sdk[@]+"${sdk[@]}"} \
    -I "$build/Modules" -I "$build" -Xcc "-fmodule-map-file=$build/CalibrationKernels.build/module.modulemap" \
    -Xcc "-fmodule-map-file=$build/SHA256.build/module.modulemap" \
    -Xcc -fmodule-map-file=Sources/CZlib/module.modulemap \
    -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols -output-dir "$graphs"
  "$(tool docc)" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$graphs" \
    --fallback-display-name "$module" --fallback-bundle-identifier "swift-calibration.$module" \
    --enable-inherited-docs --disable-parameters-and-returns-validation --warnings-as-errors \
    --output-path "$docs/$module.doccarchive"
  archives+=("$docs/$module.doccarchive")
done
"$(tool docc)" merge "${archives[@]}" --output-path "$docs/all.doccarchive"
echo "documentation in $docs/all.doccarchive; docc preview or any web server shows it"
