#!/usr/bin/env bash
# The weekly tests drive a second browser, the system's Firefox. Root on Debian gets it installed; elsewhere we say how.
set -euo pipefail
for name in firefox-esr firefox; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Firefox for the weekly tests …'
  log=$(mktemp)
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends firefox-esr; } >"$log" 2>&1
  then rm -f "$log"; exit 0; fi
  tail -n 5 "$log" >&2
fi
echo 'No Firefox here, so its tests are skipped; on Debian: sudo apt-get install firefox-esr' >&2
[ "${CI:-}" != true ]
