# Sourced by run.sh and test.sh: build TARGET... in build/release. Everything is said on standard error, so that
# `run.sh ... --json` prints JSON alone, and nothing is said when there is nothing to do.
retort_build() {   # retort_build ON|OFF TARGET...
  local tests=$1 folder="$root/build/release"; shift
  local log="$folder/configure.log"
  if [ ! -f "$folder/build.ninja" ] || { [ "$tests" = ON ] && ! grep -q '^RETORT_TESTS:BOOL=ON' "$folder/CMakeCache.txt"; }; then
    echo "Configuring in build/release ..." >&2
    mkdir -p "$folder"
    if ! (cd "$root" && cmake --preset release -DRETORT_TESTS="$tests") >"$log" 2>&1; then
      cat "$log" >&2
      echo "Configuring failed: the reason is above." >&2
      return 1
    fi
  fi
  if ! ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
    echo "Building in build/release with $(nproc) jobs (minutes the first time) ..." >&2
    ninja -C "$folder" -j "$(nproc)" "$@" >&2
  fi
}
