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
  ninja -C "$folder" -j "$(nproc)" "$@" 2>&1 | retort_show_build >&2
}

# Ninja's lines: those that only say that all is well are dropped, progress stays on one line of a terminal.
retort_show_build() {
  local line said=no on_line=no
  while IFS= read -r line; do
    case "$line" in
      *"no work to do."* | *"Entering directory"* | *"Re-checking globbed directories"*) continue ;;
    esac
    if [ "$said" = no ]; then echo "Building in build/release with $(nproc) jobs (minutes the first time) ..."; said=yes; fi
    case "$line" in
      \[*) if [ -t 2 ]; then printf '\r\033[K%.78s' "$line"; on_line=yes; else printf '%s\n' "$line"; fi ;;
      *) if [ "$on_line" = yes ]; then printf '\n'; on_line=no; fi; printf '%s\n' "$line" ;;
    esac
  done
  if [ "$on_line" = yes ]; then printf '\n'; fi
}
