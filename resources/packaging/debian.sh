#!/bin/sh
# A Debian package out of the bundle; it installs and removes program, icon, menu entry and file type.
# usage: debian.sh BUNDLE VERSION TARGET.deb
set -eu
bundle=$1 version=$2 target=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
share=$root/usr/share
mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN" "$share/doc/spexplorer"
cp -a "$bundle" "$root/usr/lib/spexplorer"
ln -s ../lib/spexplorer/spexplorer "$root/usr/bin/spexplorer"
install -Dm644 "$here/spexplorer.desktop" "$share/applications/spexplorer.desktop"
install -Dm644 "$here/spexplorer.xml" "$share/mime/packages/spexplorer.xml"
install -Dm644 "$here/spexplorer.metainfo.xml" "$share/metainfo/org.spexplorer.spexplorer.metainfo.xml"
install -Dm644 "$here/../icons/app.svg" "$share/icons/hicolor/scalable/apps/spexplorer.svg"
install -Dm644 "$here/../../LICENSE" "$share/doc/spexplorer/copyright"
find "$root/usr" -type d -exec chmod 755 {} +
chmod -R go=u-w "$root/usr"
size=$(du -sk "$root/usr" | cut -f1)
cat >"$root/DEBIAN/control" <<CONTROL
Package: spexplorer
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Soft Power Explorer founders <spexplorer@localhost>
Installed-Size: $size
Section: education
Priority: optional
Depends: libc6 (>= 2.34), libgl1, libegl1, libfontconfig1, libdbus-1-3
Suggests: pandoc
Description: study and catalogue sources offline
 Events, agreements, statistics, claims, people and works, every value
 traced to the sentence it rests on. The package holds its own Python and Qt.
CONTROL
cat >"$root/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
# The desktop's own triggers do the same where they are installed.
set -e
update-mime-database /usr/share/mime 2>/dev/null || true
update-desktop-database -q 2>/dev/null || true
gtk-update-icon-cache -qtf /usr/share/icons/hicolor 2>/dev/null || true
SCRIPT
cp "$root/DEBIAN/postinst" "$root/DEBIAN/postrm"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/postrm"
mkdir -p "$(dirname "$target")"
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$target"
