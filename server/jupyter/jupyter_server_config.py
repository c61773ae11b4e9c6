"""The settings of an officer's server under the hub: the desk as `workbook.py app` has it."""

from traitlets.config import get_config

from model.desk.serve import left_behind

c = get_config()
c.VoilaConfiguration.template = "desk"
c.VoilaConfiguration.file_allowlist = []  # it asks nobody who they are; nginx leads to the server's own files
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False}  # for those who write code; it starts Node if there is one
c.ServerApp.allow_unauthenticated_access = False
c.ServerApp.tornado_settings = {"mathjax_url": None, "mathjax_config": None}  # else it comes from another machine
c.KernelManager.transport = "ipc"  # a socket in the officer's own folder: no port that others can try
c.MappingKernelManager.update(left_behind()["MappingKernelManager"])
