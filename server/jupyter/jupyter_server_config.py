"""The settings of an officer's server under the hub: the desk as `workbook.py app` has it."""

from traitlets.config import get_config

from model.desk.serve import left_behind

c = get_config()
c.VoilaConfiguration.template = "desk"
c.VoilaConfiguration.file_allowlist = [r"packs/.*"]
c.KernelManager.transport = "ipc"  # a socket in the officer's own folder: no port that others can try
c.MappingKernelManager.update(left_behind()["MappingKernelManager"])
