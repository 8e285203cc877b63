#!/usr/bin/env bash
# Installs the library, then builds and runs four applications that know only its artifacts: on the class path, on the module
# path, as a WAR in Jetty, and on Spring Boot. Each is copied out of this repository first. Arguments select some of them.
set -euo pipefail
cd "$(dirname "$0")/.."

outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT

mvn -q -B -DskipTests -pl anchorify-auth-web,anchorify-auth-spring-boot-starter -am install
for application in ${@:-classpath modulepath war boot}; do
  cp -R "consumers/$application" "$outside"
  (cd "$outside/$application" && mvn -q -B verify)
done
