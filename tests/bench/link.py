#!/usr/bin/env python3
"""One shared link between clients and servers of this machine, for measuring.

link.py CONTROL_PORT ONE_WAY_MS MBIT_PER_S LISTEN:TO...

Each byte in one direction waits until the link is free, takes its time at the given rate, and arrives ONE_WAY_MS later:
a round trip is twice that. A new connection costs one round trip more, as a handshake does. All connections share the
link, so parallel ones gain no bandwidth. Whoever connects to CONTROL_PORT is told "BYTES_DOWN BYTES_UP" since the beginning (what TCP carries,
without its own headers).
"""
import asyncio
import sys

PIECE = 16 * 1024  # a connection's turn on the link
IN_FLIGHT = 192 * 1024  # of one connection; more than bandwidth x round trip, or one connection could not fill the link


class Link:
    def __init__(self, one_way, bytes_per_second):
        self.delay = one_way
        self.rate = bytes_per_second
        self.free_at = {"down": 0.0, "up": 0.0}
        self.bytes = {"down": 0, "up": 0}

    def arrival(self, direction, size, earliest):
        now = asyncio.get_running_loop().time()
        begin = max(now, self.free_at[direction], earliest)
        self.free_at[direction] = begin + size / self.rate
        self.bytes[direction] += size
        return self.free_at[direction] + self.delay


class End(asyncio.Protocol):
    """One side of a connection; what it receives crosses the link to its peer."""

    def __init__(self, link, direction):
        self.link, self.direction = link, direction
        self.peer = self.transport = None
        self.waiting = []  # arrived here, for a peer that is not connected yet
        self.in_flight = 0
        self.earliest = 0.0
        self.last = 0.0  # arrival of what was sent last

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        loop = asyncio.get_running_loop()
        for begin in range(0, len(data), PIECE):
            piece = data[begin : begin + PIECE]
            self.in_flight += len(piece)
            self.last = max(self.last, self.link.arrival(self.direction, len(piece), self.earliest))
            loop.call_at(self.last, self.deliver, piece)
        if self.in_flight > IN_FLIGHT:
            self.transport.pause_reading()

    def deliver(self, piece):
        self.in_flight -= len(piece)
        if self.in_flight <= IN_FLIGHT and not self.transport.is_closing():
            self.transport.resume_reading()
        if self.peer is None:
            self.waiting.append(piece)
        elif self.peer.transport is not None and not self.peer.transport.is_closing():
            self.peer.transport.write(piece)

    def connection_lost(self, _):
        # A little later than the last piece: of two timers for the same time either may come first.
        asyncio.get_running_loop().call_at(max(self.last, asyncio.get_running_loop().time()) + 1e-4, self.end)

    def end(self):
        if self.peer is not None and self.peer.transport is not None:
            self.peer.transport.close()


class Front(End):
    """The side that faces the client; opens the other one."""

    def __init__(self, link, port):
        super().__init__(link, "up")
        self.port = port

    def connection_made(self, transport):
        super().connection_made(transport)
        self.earliest = asyncio.get_running_loop().time() + 2 * self.link.delay
        asyncio.ensure_future(self.open())

    async def open(self):
        back = End(self.link, "down")
        back.peer = self
        try:
            await asyncio.get_running_loop().create_connection(lambda: back, "127.0.0.1", self.port)
        except OSError:
            return self.transport.close()
        self.peer = back
        for piece in self.waiting:
            back.transport.write(piece)
        if self.transport.is_closing():
            back.transport.close()


async def main():
    control, one_way, mbit = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    link = Link(one_way / 1000, mbit * 125_000)
    loop = asyncio.get_running_loop()

    async def tell(_, writer):
        writer.write(f"{link.bytes['down']} {link.bytes['up']}\n".encode())
        writer.close()

    servers = [await asyncio.start_server(tell, "127.0.0.1", control)]
    for pair in sys.argv[4:]:
        listen, to = map(int, pair.split(":"))
        servers.append(await loop.create_server(lambda to=to: Front(link, to), "127.0.0.1", listen))
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main())
