# What runs on the far side, in any POSIX shell: read from standard input after the lines that set
# root (the directory), token (who deploys) and version; a call of one of the functions comes last.
# Exit codes: 3 with a line "DEPLOY word" on standard error for what this side found.
set -eu
LC_ALL=C
export LC_ALL
umask 022

fail() {
    printf 'DEPLOY %s\n' "$*" >&2
    exit 3
}

inspect() {
    for tool in rsync sha256sum; do
        command -v "$tool" > /dev/null 2>&1 || fail lacks "$tool"
    done
    [ -d "$root" ] || return 0
    cd "$root"
    if [ -L current ]; then
        printf 'current %s\n' "$(readlink current)"
    elif [ -e current ]; then
        fail blocked
    fi
    for one in releases/*/; do
        [ ! -d "$one" ] || printf 'release %s\n' "$one"
    done
    [ ! -f releases/.order ] || sed 's/^/order /' releases/.order
}

owned() {
    [ "$(cat .deploy.lock/owner 2> /dev/null)" = "$token" ]
}

release() {
    ! owned || rm -rf .deploy.lock
}

# Holds the lock for as long as the connection lives: every line that arrives says that the other side lives.
# A lock without such a sign for more than a minute is a dead one's; one of the same process (its token up to the
# last '-') is that of a connection it lost.
hold() {
    mkdir -p "$root/releases"
    cd "$root"
    if ! mkdir .deploy.lock 2> /dev/null; then
        [ -d .deploy.lock ] || mkdir .deploy.lock
        owner=$(cat .deploy.lock/owner 2> /dev/null || :)
        [ "${owner%-*}" = "${token%-*}" ] || [ -n "$(find .deploy.lock -prune -mmin +1)" ] || fail busy "$owner"
        mv .deploy.lock ".deploy.lock.$token"
        rm -rf ".deploy.lock.$token"
        mkdir .deploy.lock 2> /dev/null || fail busy
    fi
    trap release EXIT
    trap 'exit 1' HUP INT TERM PIPE
    printf '%s\n' "$token" > .deploy.lock/owner
    echo held
    while read -r _; do
        owned || fail lost
        touch .deploy.lock
    done
}

# Reads "digest  path" lines; prints those that do not hold.
check() {
    cd "$root/releases/$version$part"
    if ! out=$(sha256sum -c 2>&1); then
        printf '%s\n' "$out" | grep -v ': OK$' | head -n 20 >&2
        fail differs
    fi
}

switch() {
    rm -f .current.new
    ln -s "releases/$version" .current.new
    # One rename(2): GNU and BusyBox by -T, BSD by -h. Without either, mv would move the link into the folder.
    mv -fT .current.new current 2> /dev/null || mv -fh .current.new current
}

# Reads the new order of versions; $gone are the versions to remove.
finish() {
    cd "$root"
    owned || fail lost
    [ -z "$part" ] || mv "releases/$version$part" "releases/$version"
    cat > releases/.order.new
    mv -f releases/.order.new releases/.order
    switch
    for one in $gone; do
        mv "releases/$one" "releases/.gone-$one"
    done
    rm -rf releases/.gone-* releases/*.part
}

back() {
    cd "$root"
    owned || fail lost
    [ -d "releases/$version" ] || fail missing
    switch
}
