#!/usr/bin/env bash
# Writes the software bill of materials of all four services, as TokenPak.Local holds them, in CycloneDX' JSON: packages with versions, hashes and licences.
#   deploy/sbom.sh [folder]        (artifacts/sbom by default)
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath --canonicalize-missing "${1:-artifacts/sbom}")
dotnet tool restore
dotnet restore TokenPak.Local --locked-mode
dotnet dotnet-CycloneDX TokenPak.Local/TokenPak.Local.csproj --recursive --include-project-references --disable-package-restore \
  --base-intermediate-output-path artifacts/obj --set-version "$(dotnet msbuild TokenPak.Local -getProperty:Version)" \
  --output-format Json --output "$folder" --filename tokenpak.cdx.json
