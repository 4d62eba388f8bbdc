#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests.
#
#   ./test.sh             everything
#   ./test.sh --quick     the tests that take under a minute together
#   ./test.sh -R NAME     any other option goes to ctest
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
. "$root/scripts/build.sh"

selection=()
for option in "$@"; do
  if [ "$option" = --quick ]; then selection+=(-L quick); else selection+=("$option"); fi
done

"$root/scripts/install.sh" --for-tests
retort_build ON all
exec ctest --test-dir "$root/build/release" -j 2 --timeout 1500 --no-tests=error --output-on-failure ${selection[@]+"${selection[@]}"}
