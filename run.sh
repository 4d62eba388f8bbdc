#!/usr/bin/env bash
# Retort from one command. Installs what is missing, builds, and starts.
#
#   ./run.sh                with a display: the start menu; without: plays the first exercise with its model answer in the
#                           terminal, verifies the recording, draws pictures, and leaves everything in out/
#   ./run.sh COMMAND ...    the program: ./run.sh --help, ./run.sh check scenarios/library, ...
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
. "$root/scripts/build.sh"

"$root/scripts/install.sh"
retort_build OFF retort
retort="$root/build/release/retort"

if [ $# -gt 0 ]; then exec "$retort" "$@"; fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then exec "$retort" play; fi

library="$root/scenarios/library/feed_tank"
exercise=line_up_and_start
out="$root/out"
mkdir -p "$out"

step() { printf '\n== %s\n' "$*"; }
echo "No display here (DISPLAY and WAYLAND_DISPLAY are empty), so Retort plays the exercise $exercise by itself."

rm -f "$out/run.rec"  # of an earlier time: the program writes no recording over another
step "1/3 Play $exercise with its model answer"
"$retort" run "$library/$exercise.yaml" --operator "$library/answers/$exercise.yaml" --speed max \
  --record "$out/run.rec" --report "$out/report.html"

step "2/3 Verify the recording: simulate it again, compare, grade from scratch"
"$retort" verify "$out/run.rec"

step "3/3 Draw pictures"
for camera in overview pumps board; do
  "$retort" shot "$out/run.rec" --at 5min --camera "$camera" -o "$out/$camera.png"
done

step "Done. In $out:"
echo "  report.html    the debrief: open it in a browser"
echo "  run.rec        the recording that anybody can verify: ./run.sh verify out/run.rec"
echo "  *.png          the plant and the control room"
