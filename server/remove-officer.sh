#!/bin/bash
# An officer who leaves: remove-officer.sh NAME [SUCCESSOR]. They can't sign in, and what they had open is ended.
# Their drafts that are not saved go to the successor. Their own folder stays, closed, until you remove it.
. "$(dirname "$0")/settings.sh"
name=${1:?"Give the name with which the officer signs in."}
successor=${2:-}
id "$name" > /dev/null

usermod --lock --expiredate 1 "$name"
for group in $(id --name --groups "$name"); do
    if [[ $group == "$PREFIX"* && $group != "$name" ]]; then gpasswd --delete "$name" "$group" > /dev/null; fi
done
for _ in $(seq 50); do
    pkill -KILL --uid "$name" || true
    if ! ps --no-headers -o stat --user "$name" | grep --quiet --invert-match '^Z'; then break; fi
    sleep 0.2
done
find "$SHARED" -path '*/.drafts/*.json' -user "$name" -print0 | while IFS= read -r -d '' draft; do
    if [ -n "$successor" ]; then chown --no-dereference "$successor" "$draft"; fi
    echo "A draft that is not saved${successor:+, now of $successor}: $draft"
done
echo "$name can no longer sign in."
