#!/usr/bin/env bash
# The same run with and without the processor's FMA and AVX2 paths of the C library: the same state hash.
set -euo pipefail
retort=$1
run() { "$retort" run feed_tank --for 20min --seed 3 --fail P-101.trip=1@3min --set FIC-102.sp=6kg/s@5min --json; }
hash() { sed -n 's/.*"state_hash": *"\([0-9a-f]*\)".*/\1/p'; }
plain=$(run | hash)
without=$(GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX,-AVX2_Usable,-FMA_Usable run | hash)
echo "as it is:        $plain"
echo "without FMA/AVX2: $without"
[ -n "$plain" ] && [ "$plain" = "$without" ]
