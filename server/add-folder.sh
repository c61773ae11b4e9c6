#!/bin/bash
# A folder of scenarios for those of one group: add-folder.sh NAME. Everybody in the group sees all that is in it.
. "$(dirname "$0")/settings.sh"
name=${1:?"Give the name of the folder, such as schools."}
group=$PREFIX$name

groupadd --force "$OFFICERS"
groupadd --force "$group"
install --directory --mode 0750 --group "$OFFICERS" "$SHARED"
# Set-group-ID: new files are the group's. The default access list: the group may write them, and nobody else may read
# them, whatever the umask of whoever makes them.
install --directory --mode 2770 --group "$group" "$SHARED/$name" "$SHARED/$name/packs"
setfacl --default --modify u::rwx,g::rwx,o::--- "$SHARED/$name" "$SHARED/$name/packs"
# Drafts: each is its officer's alone, and nobody removes another's.
install --directory --mode 3770 --group "$group" "$SHARED/$name/.drafts"
echo "$SHARED/$name is for the group $group."
