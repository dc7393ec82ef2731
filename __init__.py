# SPDX-License-Identifier: LGPL-3.0-or-later
from . import controllers, logs, models, wizards
from .hooks import post_init_hook, pre_init_hook, uninstall_hook

logs.install()
