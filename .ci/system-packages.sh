#!/bin/sh
# The shared libraries Qt needs on Linux. As root on Debian they are installed, else the line to run is printed.
# usage: system-packages.sh PYTHON
set -u
[ "$(uname)" = Linux ] || exit 0
QT_QPA_PLATFORM=offscreen "$1" -c 'from PySide6 import QtWidgets, QtSvg; QtWidgets.QApplication([])' >/dev/null 2>&1 && offscreen=ok || offscreen=
ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
have() { "$ldconfig" -p 2>/dev/null | grep -q "$1"; }
need=""
[ -n "$offscreen" ] || need="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3 fonts-dejavu-core"
if [ -n "${DISPLAY:-}" ]; then
  have libxcb-cursor.so.0 || need="$need libxcb-cursor0"
  have libxcb-icccm.so.4 || need="$need libxcb-icccm4"
  have libxcb-keysyms.so.1 || need="$need libxcb-keysyms1"
  have libxcb-shape.so.0 || need="$need libxcb-shape0"
  have libxkbcommon-x11.so.0 || need="$need libxkbcommon-x11-0"
fi
# Han characters are boxes without a font that has them.
if command -v fc-list >/dev/null 2>&1; then
  [ -n "$(fc-list :lang=zh 2>/dev/null | head -1)" ] || need="$need fonts-wqy-microhei"
elif [ -z "$offscreen" ]; then
  need="$need fontconfig fonts-wqy-microhei"
fi
[ -n "$need" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing what Qt needs:$need"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >/dev/null && exit 0
  echo "apt-get could not install them; the program may still run with what is there."
  exit 0
fi
echo "Qt may miss system packages here. On Debian or Ubuntu run:"
echo "    sudo apt-get install --no-install-recommends $need"
[ -n "$offscreen" ] || exit 1
