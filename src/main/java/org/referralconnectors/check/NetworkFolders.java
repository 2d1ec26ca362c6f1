package org.referralconnectors.check;

import java.util.Locale;
import java.util.Set;

/** File systems over which SQLite's write-ahead log loses data: it shares memory between processes of one machine. */
final class NetworkFolders {

    private static final Set<String> NAMES = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "afpfs",
            "ceph",
            "glusterfs",
            "lustre",
            "gpfs",
            "ncpfs",
            "davfs",
            "webdav",
            "vboxsf",
            "prl_fs");

    private NetworkFolders() {}

    /** @param type as {@link java.nio.file.FileStore#type()} names it */
    static boolean contain(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || name.startsWith("fuse.") && !name.equals("fuse.overlayfs") && !name.equals("fuse.fuse-overlayfs");
    }
}
