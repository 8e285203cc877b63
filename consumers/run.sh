#!/usr/bin/env bash
# Installs the library, then builds and runs three applications that know only its artifacts: on the class path, on the module
# path, and as a WAR in Jetty. Each is copied out of this repository first. Arguments select some of them.
set -euo pipefail
cd "$(dirname "$0")/.."

outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT

mvn -q -B -DskipTests -pl anchorify-auth-api,anchorify-auth-jdbc,anchorify-auth-servlet,anchorify-auth-web -am install
for application in ${@:-classpath modulepath war}; do
  cp -R "consumers/$application" "$outside"
  (cd "$outside/$application" && mvn -q -B verify)
done
