#!/bin/bash
# An officer who may sign in, and their folders: add-officer.sh NAME FOLDER ... Then give them a password: passwd NAME.
. "$(dirname "$0")/settings.sh"
name=${1:?"Give the name with which the officer signs in."}
shift
for folder in "$@"; do
    if ! getent group "$PREFIX$folder" > /dev/null; then
        echo "There is no folder $folder: make it with add-folder.sh." >&2
        exit 2
    fi
done

if ! id "$name" > /dev/null 2>&1; then useradd --create-home --shell /bin/bash "$name"; fi
chmod 0700 "$(getent passwd "$name" | cut -d: -f6)"
for group in officers "$@"; do usermod --append --groups "$PREFIX$group" "$name"; done
echo "$name is in $(id --name --groups "$name"). A desk that is open gets a new group once it is started again."
