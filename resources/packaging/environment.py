"""Run by the bundle before the program: no variable of the environment may name code to load.

Qt would load plugins from wherever these point to (desktops set some of them for their own Qt). What the
dynamic loader needed for this folder is not for the programs that are started from it, such as pandoc.
"""

import os

for name in (
    *("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_GENERIC_PLUGINS"),
    *("QML_IMPORT_PATH", "QML2_IMPORT_PATH", "QT_LOGGING_CONF", "QT_LOGGING_TO_CONSOLE"),
):
    os.environ.pop(name, None)
for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before
