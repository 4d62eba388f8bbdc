#!/usr/bin/env bash
# Runs every fuzz target for SECONDS (default 300), two at a time. A crash leaves its input in build/fuzz/found/ and makes this
# exit 1. What a target learnt stays in build/fuzz/corpus/ for the next time.
#
#   tests/fuzz/run.sh [SECONDS] [TARGET...]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
seconds=${1:-300}
shift || true
build="$root/build/fuzz"
found="$build/found"

"$root/scripts/install.sh" --for-fuzz
[ -f "$build/build.ninja" ] || (cd "$root" && cmake --preset fuzz >/dev/null)
ninja -C "$build" fuzz_all >&2
mkdir -p "$found"

targets=("$@")
[ ${#targets[@]} -gt 0 ] || for program in "$build"/tests/fuzz/fuzz_*; do
  [ -x "$program" ] && [ -f "$program" ] && targets+=("${program##*/fuzz_}")
done

# The shipped files are seeds too: they reach furthest into the parsers.
seed() { local into=$1; shift; for file in "$@"; do [ -f "$file" ] && cp "$file" "$into/$(basename "$(dirname "$file")")-$(basename "$file")"; done; return 0; }

fuzz_one() {
  local target=$1 learnt="$build/corpus/$1"
  local corpora=("$learnt")
  mkdir -p "$learnt"
  [ -d "$root/tests/fuzz/corpus/$1" ] && corpora+=("$root/tests/fuzz/corpus/$1")
  case "$target" in
    plant | yaml) seed "$learnt" "$root"/scenarios/library/*/plant.yaml ;;
    scenario) for file in "$root"/scenarios/library/*/*.yaml; do [ "$(basename "$file")" = plant.yaml ] || seed "$learnt" "$file"; done ;;
    operator) seed "$learnt" "$root"/scenarios/library/*/answers/*.yaml ;;
    text) seed "$learnt" "$root"/scenarios/library/*/text/*.yaml "$root"/assets/text/*.yaml ;;
    recording) [ -x "$build/tests/fuzz/seed_recording" ] && "$build/tests/fuzz/seed_recording" "$learnt/seed.rec" ;;
  esac
  echo "fuzz_$target: $seconds s ..."
  if "$build/tests/fuzz/fuzz_$target" "${corpora[@]}" -max_total_time="$seconds" -timeout=20 \
      -rss_limit_mb=3000 -max_len=16384 -artifact_prefix="$found/$target-" -print_final_stats=1 >"$build/$target.log" 2>&1; then
    echo "fuzz_$target: clean, $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log") runs"
  else
    echo "fuzz_$target: FAILED, see $build/$target.log"
    tail -n 40 "$build/$target.log"
    return 1
  fi
}

status=0
running=0
for target in "${targets[@]}"; do
  fuzz_one "$target" &
  running=$((running + 1))
  if [ "$running" -ge 2 ]; then wait -n || status=1; running=$((running - 1)); fi
done
while [ "$running" -gt 0 ]; do wait -n || status=1; running=$((running - 1)); done
[ "$status" -eq 0 ] && echo "${#targets[@]} targets ran $seconds s each without a finding"
exit "$status"
