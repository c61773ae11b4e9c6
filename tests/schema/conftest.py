"""What tests of workbooks share: LibreOffice, which opens workbooks and saves them."""

import subprocess

import pytest


@pytest.fixture(scope="module")
def saved_again(tmp_path_factory):
    """Have LibreOffice open workbooks and save them; gives the folder of the saved ones."""

    def save(*paths):
        folder = tmp_path_factory.mktemp("saved")
        profile = tmp_path_factory.mktemp("profile").as_uri()
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            folder,
        ]
        subprocess.run([*map(str, command), *map(str, paths)], check=True, capture_output=True, timeout=900)
        return folder

    return save
