#!/usr/bin/env bash
# Measures TokenPak beside bare YARP, nginx and no proxy at all. See docs/performance.md; --help lists the options.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec dotnet run --configuration Release --project benchmarks/load -- "$@"
