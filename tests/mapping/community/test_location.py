from pathlib import Path

import pytest

from mapping.community import location
from mapping.community.location import (
    check_location,
    file_system_of,
    is_synced_folder,
    location_warnings,
)
from mapping.errors import StorageError

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
tmpfs /home/local tmpfs rw 0 0
//nas/share /mnt/साझा\\040घर cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/sita/work", "nfs4"),
        ("/home/local/x", "tmpfs"),
        ("/homely", "ext4"),
        ("/mnt/my share/maps", "cifs"),
        ("/mnt/साझा घर/maps", "cifs"),
    ],
)
def test_the_longest_mount_point_tells_the_file_system(folder, kind):
    assert file_system_of(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    "folder", ["/home/a/OneDrive - Ministry/maps", "/Users/a/Dropbox/x", "C:/Google Drive/x"]
)
def test_folders_that_are_copied_to_a_cloud_are_known_by_name(folder):
    assert is_synced_folder(Path(folder))
    assert location_warnings(Path(folder))


def test_an_ordinary_folder_gives_no_warning(tmp_path):
    assert not location_warnings(tmp_path)
    check_location(tmp_path)


def test_a_network_drive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(location, "is_network_drive", lambda folder: folder == tmp_path)
    with pytest.raises(StorageError, match="network drive"):
        check_location(tmp_path)
