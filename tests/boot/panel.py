"""The panel at the other end of the cable: takes itself away, comes back and changes its size, as hot-plug tells it. QEMU's
virtio-gpu does what a VNC viewer wishes for its size (RFC 6143; SetDesktopSize of the RFB community's extensions), and a size
of nothing is a connector with no panel."""
import socket
import struct

EXTENDED_DESKTOP_SIZE = -308
SET_ENCODINGS, SET_DESKTOP_SIZE = 2, 251
NO_PASSWORD = 1


class Panel:
    """Keeps its viewer's connection: QEMU takes back what a viewer wished when it leaves."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(path)
        self.socket.sendall(self.read(12))
        kinds = self.read(self.read(1)[0])
        if NO_PASSWORD not in kinds:
            raise ConnectionError("QEMU's VNC asks for a password")
        self.socket.sendall(bytes([NO_PASSWORD]))
        self.read(4)
        self.socket.sendall(b"\1")  # others may look too
        head = self.read(24)
        self.read(struct.unpack(">I", head[20:])[0])
        self.socket.sendall(struct.pack(">BxHi", SET_ENCODINGS, 1, EXTENDED_DESKTOP_SIZE))

    def read(self, count):
        data = b""
        while len(data) < count:
            piece = self.socket.recv(count - len(data))
            if not piece:
                raise ConnectionError("QEMU's VNC ended")
            data += piece
        return data

    def resize(self, width, height):
        self.socket.sendall(struct.pack(">BxHHBxIHHHHI", SET_DESKTOP_SIZE, width, height, 1, 0, 0, 0, width, height, 0))

    def unplug(self):
        self.resize(640, 480)  # QEMU begins with a wish for nothing, and hands on only what is another
        self.resize(0, 0)

    def close(self):
        self.socket.close()
