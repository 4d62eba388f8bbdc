#!/usr/bin/env bash
# Installs the packages that Retort is built with, on Debian 12 or Ubuntu 24.04. Says what and why, and returns at once when
# everything is there. As root, or as a user who may use sudo.
#
#   scripts/install.sh               to build and play
#   scripts/install.sh --for-tests   and to run the tests
#   scripts/install.sh --for-fuzz    and to run the fuzz targets and the sanitizers
#   scripts/install.sh --list        print the packages, one a line, and install nothing
set -euo pipefail

build=(
  build-essential cmake ninja-build pkg-config ccache mold   # compiler, build; ccache and mold only make it faster
  libsundials-dev libsuitesparse-dev                         # the integrator CVODE and the sparse solver KLU
  libsleef-dev                                               # exp, log, pow with the same bits on every processor
  libeigen3-dev                                              # small dense algebra
  libyaml-cpp-dev nlohmann-json3-dev libcli11-dev            # plant and scenario files, JSON, the command line
  libmuparser-dev                                            # formulas in shape files
  libspdlog-dev libfmt-dev                                   # logging and text
  libsodium-dev                                              # hashes of recordings
  libzstd-dev                                                # what recordings carry, compressed
  libtinygltf-dev                                            # the field as glTF
  libopenal-dev                                              # sound
  libvulkan-dev glslc libglfw3-dev libglm-dev                # graphics and the window
  mesa-vulkan-drivers                                        # Vulkan for open drivers, and for machines without a GPU
  libimgui-dev libfreetype-dev libstb-dev                    # widgets, text and pictures
)
tests=(
  catch2                                                     # the test framework
  vulkan-validationlayers                                    # any message of theirs fails a picture test
  xvfb xauth xdotool x11-xkb-utils                           # a window, a mouse and a keyboard without a screen
)
fuzz=(clang-14 libclang-rt-14-dev)                           # libFuzzer

packages=("${build[@]}")
list_only=no
for option in "$@"; do
  case "$option" in
    --for-tests) packages+=("${tests[@]}") ;;
    --for-fuzz) packages+=("${fuzz[@]}") ;;
    --list) list_only=yes ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
if [ "$list_only" = yes ]; then printf '%s\n' "${packages[@]}"; exit 0; fi

say() { printf '%s\n' "$*" >&2; }

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  say "Retort builds on Debian 12 and Ubuntu 24.04, and this machine has no apt-get."
  say "On another system install what stands for these packages, then: cmake --preset release && ninja -C build/release"
  say "  ${packages[*]}"
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  case "$status" in *installed*) [ "$status" = not-installed ] && missing+=("$package") ;; *) missing+=("$package") ;; esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    say "These packages are missing, and installing them takes root or sudo. Ask an administrator to run:"
    say "  apt-get install ${missing[*]}"
    exit 1
  fi
  as_root=(sudo)
fi

say "Retort needs ${#missing[@]} packages that are not here yet, and installs them with apt-get:"
say "  ${missing[*]}"
say "(scripts/install.sh says what each is for; a first time takes a few minutes.)"
export DEBIAN_FRONTEND=noninteractive
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 "$@" >&2; }
apt update || say "warning: apt-get update did not get every list; going on with the lists that are here."
if ! apt install -y --no-install-recommends "${missing[@]}"; then
  say "apt-get could not install them: the reason is above. Retort is tried on Debian 12 (bookworm)"
  say "and Ubuntu 24.04 (noble), where most of these packages are in the component universe."
  exit 1
fi
