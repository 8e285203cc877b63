#!/usr/bin/env bash
# Compares whole servers: Jetty with the filter of each contender, and Jetty with no filter (BARE).
#
#   examples/benchmarks/load.sh [CONTENDER...]        by default FILTER FLOOR BY_HAND
#
# Needs wrk (on Debian: apt-get install wrk) and a packaged module. All servers of a start run at the same time, are warmed
# up, and take turns. The table has the median of all turns; its ratios compare a turn with the turn of BARE before it.
# Environment: STARTS, TURNS, WARM_UP and TURN (seconds), PINNED=1 to give the server one processor and wrk another one.
set -euo pipefail
cd "$(dirname "$0")"

contenders=(BARE "$@")
[ $# -gt 0 ] || contenders+=(FILTER FLOOR BY_HAND)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
starts=${STARTS:-5} turns=${TURNS:-7} warm_up=${WARM_UP:-30} turn=${TURN:-2}
server_cpu=() load_cpu=()
if [ -n "${PINNED:-}" ]; then server_cpu=(taskset -c 0) load_cpu=(taskset -c 1); fi

scratch=$(mktemp -d)
declare -A pid url
stop() {
  if [ ${#pid[@]} -gt 0 ]; then kill "${pid[@]}" 2> /dev/null || true; fi
  pid=()
}
trap 'stop; rm -rf "$scratch"' EXIT

start() {
  local log=$scratch/$1.log
  rm -f "$scratch/$1.tokens"
  "${server_cpu[@]}" "$java" -Xms512m -Xmx512m -XX:+UseG1GC -XX:+AlwaysPreTouch -XX:ActiveProcessorCount=2 \
    -jar target/benchmarks.jar server "$1" "$scratch/$1.tokens" > "$log" 2>&1 &
  pid[$1]=$!
  until grep -q '^ready ' "$log"; do
    kill -0 "${pid[$1]}" || { cat "$log" >&2; exit 1; }
    sleep 0.2
  done
  url[$1]=$(sed -n 's/^ready //p' "$log")
}

# Processor time of a server so far, in clock ticks.
ticks() { awk '{ print $14 + $15 }' "/proc/${pid[$1]}/stat"; }

# One line: contender, requests a second, microseconds of processor time a request.
load() {
  local before after
  before=$(ticks "$1")
  "${load_cpu[@]}" wrk -t 1 -c 32 -d "${2}s" -s load.lua "${url[$1]}" -- "$scratch/$1.tokens" > "$scratch/wrk.log"
  after=$(ticks "$1")
  awk -v name="$1" -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '
    $1 == "result" && $4 == 0 { printf "%s %.0f %.2f\n", name, $2 * 1e6 / $3, ticks / hertz * 1e6 / $2; ok = 1 }
    END { exit !ok }' "$scratch/wrk.log" || { cat "$scratch/wrk.log" >&2; exit 1; }
}

for ((s = 0; s < starts; s++)); do
  for contender in "${contenders[@]}"; do start "$contender"; done
  for contender in "${contenders[@]}"; do load "$contender" "$warm_up" > /dev/null; done
  for ((t = 0; t < turns; t++)); do
    for contender in "${contenders[@]}"; do load "$contender" "$turn"; done
  done
  stop
done > "$scratch/loads"
awk '$1 == "BARE" { bare = $2; micros = $3 } { print $1, $2, $2 / bare, $3 - micros }' "$scratch/loads" > "$scratch/turns"

median() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$scratch/turns" | sort -g | awk '
  { v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
echo "| server | requests/s | of the bare server | processor time added, µs |"
echo "| --- | ---: | ---: | ---: |"
for contender in "${contenders[@]}"; do
  printf '| %s | %s | %.3f | %.1f |\n' "$contender" "$(median "$contender" 2)" "$(median "$contender" 3)" "$(median "$contender" 4)"
done
