"""Clients that read cards as fast as they are answered, and compare every answer with what is on the card."""

import threading
import time

from harness import TOO_LATE


class Load:
    """`with Load(server, goldens, 64) as load: …`: so many clients, each on a connection that it keeps."""

    def __init__(self, server, goldens, clients, keep=True, pause=0.0):
        self.server, self.goldens, self.keep, self.pause = server, goldens, keep, pause
        self.statuses, self.seconds, self.wrong, self.errors, self.headers = [], [], 0, [], []
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(index,)) for index in range(clients)]

    def _ask(self, index):
        client = self.server.client()
        while not self._end.is_set():
            picture, data = self.goldens[index % len(self.goldens)]
            answer = client.read(picture)
            if answer.status == TOO_LATE and self._end.is_set() and self.server.process.poll() is not None:
                return
            self.statuses.append(answer.status)
            self.seconds.append(answer.seconds)
            if answer.status == 200:
                self.wrong += answer.json["data"] != data
            elif answer.status == 429:
                self.headers.append(answer.headers.get("retry-after"))
            else:
                self.errors.append(answer.body[:100])
            index += 1
            if not self.keep:
                client.close()
            if self.pause:
                time.sleep(self.pause)
        client.close()

    def __enter__(self):
        self.started = time.perf_counter()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        for thread in self._threads:
            thread.join()
        self.took = time.perf_counter() - self.started

    def end(self):
        """Lets every client stop after its answer."""
        self._end.set()

    @property
    def read(self):
        return self.statuses.count(200)
