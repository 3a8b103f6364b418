# SPDX-License-Identifier: MIT
# Sourced by try and test: installs the Debian packages that are missing. Usage: need PACKAGE…
need() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    echo "installing:$missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "please install as root:$missing" >&2; return 1; }
        as_root=sudo
    fi
    # Answers for packages that would ask.
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { $as_root apt-get -q update && $as_root apt-get -q install -y --no-install-recommends $missing; } >"${TMPDIR:-/tmp}/jerome-apt.log" 2>&1 || {
        tail -n 20 "${TMPDIR:-/tmp}/jerome-apt.log" >&2
        return 1
    }
}

build_packages="gcc libc6-dev meson ninja-build pkg-config python3 libcmark-gfm-dev libcmark-gfm-extensions-dev libxml2-dev zlib1g-dev libyaml-dev libicu-dev"
