#!/bin/sh
# SPDX-License-Identifier: MIT
# usage: soname.sh NAME LIBDIR COMPILER…
# Prints the soname that a program linked with -lNAME asks for at run time ("libxml2.so.2"); where the tools cannot tell,
# the name of the development link.
name=$1 libdir=$2
shift 2
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
echo 'int jr_probe(void); int jr_probe(void) { return 0; }' >"$dir/probe.c"
if "$@" -shared -fPIC -o "$dir/probe.so" "$dir/probe.c" ${libdir:+"-L$libdir"} -Wl,--no-as-needed "-l$name" 2>/dev/null; then
    soname=$(LC_ALL=C readelf -d "$dir/probe.so" 2>/dev/null | sed -n "s/.*(NEEDED).*\[\(lib$name\..*\)\]/\1/p" | head -n 1)
fi
echo "${soname:-lib$name.so}"
