#!/usr/bin/env bash
# Makes the pictures in docs/images: starts a real product on a real broker, publishes three weeks of invented traffic to it, and photographs the
# dashboard in Chromium. Needs what the tests need.
set -euo pipefail
cd "$(dirname "$0")/.."

project=tests/TokenPak.EndToEnd.Tests
dotnet build "$project" --configuration Release --verbosity quiet
TOKENPAK_SCREENSHOTS="$PWD/docs/images" dotnet artifacts/bin/TokenPak.EndToEnd.Tests/release/TokenPak.EndToEnd.Tests.dll -explicit only -class TokenPak.EndToEnd.Tests.Dashboard.Screenshots
