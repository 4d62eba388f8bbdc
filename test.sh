#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests.
#
#   ./test.sh             everything but what takes a night
#   ./test.sh --quick     the tests that take under a minute together
#   ./test.sh --nightly   what takes a night: every bot on every exercise, over five seeds; exercises played in the window by hand; then every
#                         parser fuzzed, two minutes each
#   ./test.sh -R NAME     any other option goes to ctest
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
. "$root/scripts/build.sh"

selection=(-LE nightly)
timeout=1500
nightly=no
for option in "$@"; do
  case "$option" in
    --quick) selection+=(-L quick) ;;
    --nightly) selection=(-L nightly) timeout=43200 nightly=yes ;;
    *) selection+=("$option") ;;
  esac
done

"$root/scripts/install.sh" --for-tests
retort_build ON all
ctest --test-dir "$root/build/release" -j 2 --timeout "$timeout" --no-tests=error --output-on-failure "${selection[@]}"
[ "$nightly" = no ] || "$root/tests/fuzz/run.sh" 120
