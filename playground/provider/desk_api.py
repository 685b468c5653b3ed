"""The desk's HTTP API, as a client sees it."""

from __future__ import annotations

import uuid

import aiohttp

from playground.provider.books import JsonObject

PATIENCE = aiohttp.ClientTimeout(total=10, connect=3)


class DeskRefused(Exception):
    """The desk has said no; the text is its sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class DeskAway(Exception):
    """The desk does not answer."""

    def __init__(self) -> None:
        super().__init__("The desk’s API does not answer just now. Please try again in a moment.")


class DeskApi:
    """Asks the API at `url` with a token. Used within one event loop, and closed there."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, method: str, path: str, body: object = None) -> JsonObject:
        """The API's answer. Raises `DeskRefused` and `DeskAway`.

        A call whose answer got lost is made once more: by its key, the desk knows that it is the same.
        """
        headers = {"Authorization": f"Bearer {self._token}"}
        if method != "GET":
            headers["Idempotency-Key"] = uuid.uuid4().hex
        try:
            return await self._call(method, path, body, headers)
        except (TimeoutError, aiohttp.ClientConnectionError):
            pass
        try:
            return await self._call(method, path, body, headers)
        except (TimeoutError, aiohttp.ClientConnectionError):
            raise DeskAway from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _call(self, method: str, path: str, body: object, headers: dict[str, str]) -> JsonObject:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=PATIENCE)
        async with self._session.request(method, self._url + path, json=body, headers=headers) as answer:
            if answer.status == 204:
                return {}
            try:
                said = await answer.json(content_type=None)
            except ValueError:
                said = None
            if answer.status >= 500:
                raise DeskAway
            if answer.status >= 400 or not isinstance(said, dict):
                raise DeskRefused(answer.status, _sentence(answer.status, said))
            return said


def _sentence(status: int, problem: object) -> str:
    """What the problem (RFC 9457) says, with its first error."""
    if not isinstance(problem, dict):
        return f"The desk answered with status {status}."
    sentence = str(problem.get("detail") or problem.get("title") or f"The desk answered with status {status}.")
    errors = problem.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        more = str(errors[0].get("detail", ""))
        if more and more not in sentence:
            sentence = f"{sentence} {errors[0].get('field', '')}: {more}"
    return sentence
