#!/usr/bin/env bash
# Installs what the tests lack, builds with warnings as errors, verifies the formatting, runs every test project of
# TokenPak.Core.slnf. The last line of a run that got as far as the tests is "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")"

solution=TokenPak.Core.slnf
configuration=Release
results=artifacts/test-results
clients=(tests/TokenPak.EndToEnd.Tests/clients tests/TokenPak.EndToEnd.Tests/agent-programs)
export CI=true DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

step() { printf '\n== %s\n' "$*"; }

require_tools() {
  local missing=()
  command -v dotnet >/dev/null || missing+=("the .NET SDK of global.json (https://dot.net)")
  command -v npm >/dev/null || missing+=("Node.js 20 or newer with npm (https://nodejs.org)")
  ((${#missing[@]} == 0)) && return
  echo "The tests need:" >&2
  printf '  %s\n' "${missing[@]}" >&2
  exit 1
}

# The servers that the tests start as child processes, and the browser that opens the dashboard.
install_packages() {
  local missing=()
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  command -v chromium >/dev/null || missing+=(chromium)
  ((${#missing[@]} == 0)) && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these packages (names of Debian): ${missing[*]}" >&2
    echo "  sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  step "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

restore_clients() {
  local folder
  for folder in "${clients[@]}"; do
    [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && continue
    step "Restoring $(basename "$folder")"
    npm ci --prefix "$folder" --ignore-scripts --loglevel=error
  done
}

counter() { sed -n "s/.*<Counters[^>]* $1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

passed=0 failed=0

# One run of a project; the second argument names its report and, by its end, the shape of the product.
run_project() {
  step "$2"
  case $2 in *-distributed) export TOKENPAK_TEST_SHAPE=distributed ;; *) unset TOKENPAK_TEST_SHAPE ;; esac
  dotnet test --project "$1" --configuration "$configuration" --no-build \
    --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename "$2.trx" || touch "$results/$2.bad"
}

# Runs projects one after another, given as pairs of project and name, and prints each one's output when it is done.
run_lane() {
  while (($# > 0)); do
    run_project "$1" "$2" >"$results/$2.log" 2>&1
    cat "$results/$2.log"
    shift 2
  done
}

count() {
  local name=$1 report=$results/$1.trx p=0 f=0
  if [ -f "$report" ]; then p=$(counter passed "$report") f=$(counter failed "$report"); fi
  # A project that crashed, or in which nothing ran, is a failure of its own.
  if [ -e "$results/$name.bad" ] && [ "${f:-0}" = 0 ]; then
    echo "$name did not run to its end, or ran no test." >&2
    f=1
  fi
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
}

# Two lanes at a time: most of these tests wait for servers more than they compute.
run_tests() {
  local project name lane
  local one=() other=()
  rm -rf "$results"
  mkdir -p "$results"
  for project in $(sed -n 's|.*"\(tests/.*\.Tests\.csproj\)".*|\1|p' "$solution"); do
    name=$(basename "$project" .csproj)
    case $name in
      TokenPak.Distributed.Tests | TokenPak.EndToEnd.Tests) one+=("$project" "$name") ;;
      *) other+=("$project" "$name") ;;
    esac
  done
  # The black-box suite once more, against four services on real servers.
  other+=(tests/TokenPak.EndToEnd.Tests/TokenPak.EndToEnd.Tests.csproj TokenPak.EndToEnd.Tests-distributed)
  run_lane "${one[@]}" &
  lane=$!
  run_lane "${other[@]}"
  wait "$lane"
  for name in "${one[@]}" "${other[@]}"; do
    [[ $name == */* ]] || count "$name"
  done
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}

require_tools
install_packages
restore_clients
step "Building"
dotnet build "$solution" --configuration "$configuration" -warnaserror -verbosity:quiet
step "Verifying the format"
dotnet format "$solution" --no-restore --verify-no-changes --verbosity minimal
run_tests
