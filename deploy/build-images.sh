#!/usr/bin/env bash
# Builds the images of the four services, tokenpak/gateway and so on, with the SDK's own container publishing.
#   deploy/build-images.sh [tag]
# They go to the local engine (LOCAL_REGISTRY=Docker or Podman, by default the one found), or to REGISTRY where that is set, or as archives into the folder
# ARCHIVES. BASE_IMAGE replaces Microsoft's chiseled ASP.NET Core image.
set -euo pipefail
cd "$(dirname "$0")/.."

# Compiled ahead of time (docs/performance.md): a service that scales out answers its first request sooner.
options=(--configuration Release --os linux --no-self-contained -p:PublishReadyToRun=true -t:PublishContainer "-p:ContainerImageTag=${1:-latest}")
[ -z "${BASE_IMAGE:-}" ] || options+=("-p:ContainerBaseImage=$BASE_IMAGE")
[ -z "${REGISTRY:-}" ] || options+=("-p:ContainerRegistry=$REGISTRY")
[ -z "${LOCAL_REGISTRY:-}" ] || options+=("-p:LocalRegistry=$LOCAL_REGISTRY")
for service in Gateway Compiler Telemetry Dashboard; do
  archive=()
  [ -z "${ARCHIVES:-}" ] || archive=("-p:ContainerArchiveOutputPath=$(realpath "$ARCHIVES")/${service,,}.tar.gz")
  dotnet publish "TokenPak.$service" "${options[@]}" "${archive[@]}"
done
