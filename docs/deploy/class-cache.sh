#!/bin/sh
# Makes referral-connectors.aot, with which the application starts in less than half the time: starts it once, whole, with settings that
# reach nobody, a store that is thrown away and on loopback alone, and ends it when it is ready. It needs no network. Run it in the folder that
# holds jar, lib/, extra/, both .options files, application.properties, mapping.yaml and routes/, with the Java 25 that will use
# the cache; and again after each change of Java, jvm.options, jar or lib/: a cache that doesn't fit is left unused.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

export STORE_URL="jdbc:sqlite:$scratch/store.db" CAMEL_SERVER_PORT="${1:-18080}" CAMEL_MANAGEMENT_PORT="${2:-18081}"
export CAMEL_SERVER_HOST=127.0.0.1 CAMEL_MANAGEMENT_HOST=127.0.0.1
MANAGEMENT_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export MANAGEMENT_PASSWORD
export PARTNER_CENTER_TENANT_ID=nobody PARTNER_CENTER_CLIENT_ID=nobody PARTNER_CENTER_CLIENT_SECRET=nobody
export PARTNER_CENTER_API_URL=https://localhost:1 PARTNER_CENTER_AUTHORITY=https://localhost:1
export DYNAMICS_URL=https://localhost:1 DYNAMICS_AUTHORITY=https://localhost:1
export DYNAMICS_TENANT_ID=nobody DYNAMICS_CLIENT_ID=nobody DYNAMICS_CLIENT_SECRET=nobody
export DYNAMICS_POLL_CRON="0 0 0 1 1 ? 2099" PARTNER_CENTER_SWEEP_CRON="0 0 0 1 1 ? 2099"

java -XX:AOTCacheOutput=referral-connectors.aot @jvm.options @java25.options -Djava.io.tmpdir="$scratch" org.referralconnectors.cli.Main &
connectors=$!
until java @jvm.options @java25.options -Djava.io.tmpdir="$scratch" org.referralconnectors.cli.Probe; do
    kill -0 "$connectors" || exit 1
    sleep 1
done
sleep 1
kill -TERM "$connectors"
wait "$connectors" || [ $? -eq 143 ]
ls -l referral-connectors.aot
